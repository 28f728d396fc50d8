package Library::Desk;
use strict;
use warnings;

sub new {
  my ($class, $dbh) = @_;
  return bless {dbh => $dbh, day => 1, shelf_of => {}}, $class;
}

sub next_day { $_[0]{day}++ }

# The shelf of a book never changes, so ask only once for each book.
sub shelf_of {
  my ($self, $book) = @_;
  return $self->{shelf_of}{$book} //= do {
    my $sth = $self->{dbh}->prepare_cached('SELECT shelf FROM book WHERE id = ?');
    my ($shelf) = $self->{dbh}->selectrow_array($sth, undef, $book);
    $shelf;
  };
}

sub lend {
  my ($self, $reader, $book) = @_;
  my $dbh = $self->{dbh};
  my $sth = $dbh->prepare_cached('SELECT max_loans FROM reader WHERE id = ?');
  my ($max) = $dbh->selectrow_array($sth, undef, $reader);
  return 0 unless $max and $self->open_loans($reader) < $max;
  $dbh->prepare_cached('INSERT INTO loan VALUES (?, ?, ?, NULL)')->execute($book, $reader, $self->{day} + 28);
  return 1;
}

sub open_loans {
  my ($self, $reader) = @_;
  my $sth = $self->{dbh}->prepare_cached('SELECT count(*) FROM loan WHERE reader = ? AND back IS NULL');
  return ($self->{dbh}->selectrow_array($sth, undef, $reader))[0];
}

# Several books come back at once in the box at the door.
sub give_back {
  my ($self, @books) = @_;
  my $list = join ',', @books;
  my $sth = $self->{dbh}->prepare_cached(
    "UPDATE loan SET back = $self->{day} WHERE back IS NULL AND book IN ($list)");
  return $sth->execute;
}

sub purge {
  my $self = shift;
  $self->{dbh}->do('DELETE FROM loan WHERE back < ?', undef, $self->{day} - 3);
}

1;

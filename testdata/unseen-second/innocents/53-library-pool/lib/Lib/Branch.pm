package Lib::Branch;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {%arg, loans => 0, returns => 0, searches => 0, rush => [], popular => {}}, $class }

sub create {
    my ($self, %arg) = @_;
    my $dbh = $self->{pool}->take;
    $dbh->do('create table book (id integer primary key, title text, shelf text, reader integer)');
    $dbh->begin_work;
    my $sth = $dbh->prepare('insert into book (id, title, shelf) values (?, ?, ?)');
    $sth->execute($_, "Book about " . (qw(rivers bees engines kings bread))[$_ % 5] . " no. $_", 'S' . $_ % 30) for 1 .. $arg{books};
    $dbh->commit;
    $sth->finish;
    $self->{books} = $arg{books};
    return $self->{pool}->give($dbh);
}

my %SQL = (
    look   => 'select title, shelf, reader from book where id = ?',
    lend   => 'update book set reader = ? where id = ? and reader is null',
    back   => 'update book set reader = null where id = ?',
    search => 'select id, title from book where title like ? order by id limit 8',
    mine   => 'select id from book where reader = ? limit 3',
    count  => 'select count(*) from book where shelf = ? and reader is null',
);

sub rows {
    my ($self, $dbh, $what, @bind) = @_;
    return $dbh->selectall_arrayref($dbh->prepare_cached($SQL{$what}), {}, @bind);
}

sub hour {
    my ($self, $desks) = @_;
    for (1 .. 12) {
        my @desk = map { $self->{pool}->take } 1 .. $desks;    # all desks are busy
        $self->serve($_) for @desk;
        $self->{pool}->give($_) for @desk;
    }
    push @{ $self->{rush} }, $desks;
    shift @{ $self->{rush} } if @{ $self->{rush} } > 24;
    $self->{pool}->trim if $desks == 1;
    return;
}

sub serve {
    my ($self, $dbh) = @_;
    my $reader = int rand 90;
    my $book   = 1 + int rand $self->{books};
    my $row    = $self->rows($dbh, look => $book)->[0];
    if (defined $row->[2]) {
        $dbh->prepare_cached($SQL{back})->execute($book);
        $self->{returns}++;
    }
    else {
        $dbh->prepare_cached($SQL{lend})->execute($reader, $book);
        $self->{loans}++;
        $self->{popular}{ $row->[1] }++;
    }
    if (rand() < 0.4) {
        $self->rows($dbh, search => '%' . (qw(rivers bees engines kings bread))[rand 5] . '%');
        $self->{searches}++;
    }
    $self->rows($dbh, mine  => $reader)      if rand() < 0.5;
    $self->rows($dbh, count => 'S' . int rand 30) if rand() < 0.2;
    return;
}

sub close_all { my $self = shift; $self->{pool}{idle} = 0; return $self->{pool}->trim }

sub text { my $self = shift; return sprintf '%d loans, %d returns, %d searches', @$self{qw(loans returns searches)} }

1;

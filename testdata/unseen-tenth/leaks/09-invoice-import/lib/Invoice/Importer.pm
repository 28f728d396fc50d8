package Invoice::Importer;
use Moo;
use Invoice::Error;
use Text::CSV;
use Try::Tiny;
use Scalar::Util qw(blessed);

has supplier => (is => 'ro', required => 1);
has csv      => (is => 'lazy', builder => sub { Text::CSV->new({sep_char => ';', binary => 1}) });
has booked   => (is => 'rw', default => 0);
has sum      => (is => 'rw', default => 0);
has rejected => (is => 'ro', default => sub { [] });

# One line of the supplier's file: number;date;net;vat;gross
sub import_line {
  my ($self, $line) = @_;
  return try {
    my $rec = $self->_parse($line);
    $self->_check($rec);
    $self->_book($rec);
    1;
  }
  catch {
    die $_ unless blessed $_ && $_->isa('Invoice::Error');
    push @{$self->rejected}, $_;
    0;
  };
}

sub _parse {
  my ($self, $line) = @_;
  $self->csv->parse($line) or Invoice::Error::Format->throw(message => "unreadable: $line", column => 0);
  my %rec;
  @rec{qw(number date net vat gross)} = $self->csv->fields;
  $rec{date} =~ /^\d{4}-\d\d-\d\d$/
    or Invoice::Error::Format->throw(message => "bad date $rec{date}", column => 2, record => \%rec);
  return \%rec;
}

sub _check {
  my ($self, $rec) = @_;
  return if abs($rec->{net} + $rec->{vat} - $rec->{gross}) < 0.005;
  Invoice::Error::Amount->throw(message => "$rec->{number}: sum is not right", record => $rec);
}

sub _book {
  my ($self, $rec) = @_;
  $self->booked($self->booked + 1);
  $self->sum($self->sum + $rec->{gross});
}

# For the mail to the supplier at the end of each file.
sub reject_count {
  my $self = shift;
  return scalar @{$self->rejected};
}

1;

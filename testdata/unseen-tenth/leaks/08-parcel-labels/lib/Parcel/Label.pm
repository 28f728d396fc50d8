package Parcel::Label;
use strict;
use warnings;
use Carp qw(croak);

# Label of one parcel. The fields live outside the object, so that no
# subclass of the carriers can poke in them.
my $next_no = 10_000;
my %address;
my %weight;
my %history;

sub new {
  my ($class, %arg) = @_;
  croak 'no address' unless $arg{address};
  my $no   = ++$next_no;
  my $self = bless \$no, $class;
  $address{$no} = {%{$arg{address}}};
  $weight{$no}  = $arg{weight} || 1;
  $history{$no} = ['created'];
  return $self;
}

sub number  { ${$_[0]} }
sub weight  { $weight{${$_[0]}} }
sub address { $address{${$_[0]}} }
sub history { @{$history{${$_[0]}}} }

sub stamp {
  my ($self, $what) = @_;
  push @{$history{$$self}}, $what;
  return $self;
}

sub barcode {
  my $self = shift;
  my $sum = 0;
  $sum += $_ for split //, $$self;
  return sprintf '%s%09d%d', $self->prefix, $$self, $sum % 10;
}

sub prefix { 'PX' }

sub as_text {
  my $self = shift;
  my $to = $self->address;
  return join "\n", $self->barcode, @$to{qw(name street)}, "$to->{zip} $to->{city}", sprintf('%.1f kg', $self->weight);
}

1;

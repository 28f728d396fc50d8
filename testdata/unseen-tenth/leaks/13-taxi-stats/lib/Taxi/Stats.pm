package Taxi::Stats;
use strict;
use warnings;
use Carp qw(croak);

our $AUTOLOAD;

# Counters by name: $stats->rides(1), $stats->km(12.5), and without an
# argument the value. Accessors are made when they are needed first.
sub new {
  my ($class, %arg) = @_;
  return bless {window => $arg{window} || 200, value => {}, order => []}, $class;
}

sub AUTOLOAD {
  my $self = $_[0];
  my ($name) = $AUTOLOAD =~ /::([a-z]\w*)$/ or croak "no method $AUTOLOAD";
  no strict 'refs';
  *{$AUTOLOAD} = sub {
    my ($self, $add) = @_;
    $self->_touch($name);
    $self->{value}{$name} += $add if defined $add;
    return $self->{value}{$name};
  };
  goto &{$AUTOLOAD};
}

# The counters that were used last; older ones leave the board.
sub _touch {
  my ($self, $name) = @_;
  return if exists $self->{value}{$name};
  $self->{value}{$name} = 0;
  push @{$self->{order}}, $name;
  delete $self->{value}{shift @{$self->{order}}} while @{$self->{order}} > $self->{window};
}

sub board {
  my $self = shift;
  return map { [$_, $self->{value}{$_}] } sort keys %{$self->{value}};
}

sub DESTROY { }

1;

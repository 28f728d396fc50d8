package Kitchen::Cook;
use strict;
use warnings;
use AnyEvent;

sub new {
  my ($class, %arg) = @_;
  return bless {cooked => 0, %arg}, $class;
}

# Takes one order after the other; a dish needs some time on the stove.
sub work {
  my $self = shift;
  return if $self->{on};
  my $order = $self->{queue}->take or return;
  $self->{on} = $order;
  $self->{timer} = AE::timer 0.004 * @{$order->{dishes}}, 0, sub {
    delete $self->{timer};
    delete $self->{on};
    $_->{state} = 'ready' for @{$order->{dishes}};
    $self->{cooked} += @{$order->{dishes}};
    $self->{on_ready}->($order);
    $self->work;
  };
}

1;

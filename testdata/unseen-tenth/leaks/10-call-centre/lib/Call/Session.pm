package Call::Session;
use strict;
use warnings;
use POE;

# One session for each call that is in the house. Reachable by its alias,
# so that the supervisor's screen can post to it.
sub spawn {
  my ($class, %arg) = @_;
  POE::Session->create(
    package_states => [$class => [qw(_start ring answer talk hang_up give_up _stop)]],
    heap => {id => $arg{id}, agents => $arg{agents}, patience => $arg{patience}, done => $arg{done}, waited => 0, notes => []},
  );
}

sub _start {
  my ($kernel, $heap) = @_[KERNEL, HEAP];
  $kernel->alias_set("call-$heap->{id}");
  $kernel->yield('ring');
}

sub ring {
  my ($kernel, $heap) = @_[KERNEL, HEAP];
  if (my $agent = $heap->{agents}->take) {
    $heap->{agent} = $agent;
    return $kernel->yield('answer');
  }
  return $kernel->yield('give_up') if ++$heap->{waited} > $heap->{patience};
  $kernel->delay(ring => 0.001);
}

sub answer {
  my ($kernel, $heap) = @_[KERNEL, HEAP];
  push @{$heap->{notes}}, "answered by $heap->{agent} after $heap->{waited}";
  $kernel->delay(talk => 0.001, 2);
}

sub talk {
  my ($kernel, $heap, $left) = @_[KERNEL, HEAP, ARG0];
  push @{$heap->{notes}}, 'talking';
  return $kernel->yield('hang_up') if $left <= 1;
  $kernel->delay(talk => 0.001, $left - 1);
}

sub hang_up {
  my ($kernel, $heap) = @_[KERNEL, HEAP];
  $heap->{agents}->give_back(delete $heap->{agent});
  $kernel->alias_remove("call-$heap->{id}");
  $heap->{done}->($heap->{id}, 'served');
}

sub give_up {
  my ($kernel, $heap) = @_[KERNEL, HEAP];
  push @{$heap->{notes}}, 'caller gave up';
  $heap->{done}->($heap->{id}, 'abandoned');
}

sub _stop { }

1;

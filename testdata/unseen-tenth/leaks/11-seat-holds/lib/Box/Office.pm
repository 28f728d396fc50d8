package Box::Office;
use strict;
use warnings;
use IO::Async::Timer::Countdown;

sub new {
  my ($class, %arg) = @_;
  return bless {next => 1, holds => {}, stats => {sold => 0, lapsed => 0, full => 0}, hold_time => 0.01, %arg}, $class;
}

# Hold seats for a customer while he pays. The hold lapses by itself.
sub hold {
  my ($self, $customer, $want) = @_;
  my @seats = $self->{hall}->find_free($want);
  if (!@seats) { $self->{stats}{full}++; return }
  $self->{hall}->mark(held => @seats);
  my $id = $self->{next}++;
  my $hold = {id => $id, customer => $customer, seats => \@seats, price => $self->{hall}->price(@seats)};

  my $timer = IO::Async::Timer::Countdown->new(
    delay     => $self->{hold_time},
    on_expire => sub { $self->lapse($hold) },
  );
  $timer->start;
  $self->{loop}->add($timer);
  $hold->{stop} = sub { $timer->stop };
  $self->{holds}{$id} = $hold;
  return $id;
}

sub pay {
  my ($self, $id) = @_;
  my $hold = delete $self->{holds}{$id} or return;
  (delete $hold->{stop})->();
  $self->{hall}->mark(sold => @{$hold->{seats}});
  $self->{stats}{sold} += @{$hold->{seats}};
  return $hold->{price};
}

sub lapse {
  my ($self, $hold) = @_;
  delete $self->{holds}{$hold->{id}};
  delete $hold->{stop};
  $self->{hall}->mark(free => @{$hold->{seats}});
  $self->{stats}{lapsed}++;
}

1;

package Lab::Batch;
use strict;
use warnings;
use Future;

sub new {
  my ($class, %arg) = @_;
  return bless {%arg, good => 0, bad => 0}, $class;
}

# All samples of a grower; the batch is complete when each has a result.
sub start {
  my ($self, $bench) = @_;
  my @f;
  for my $no (1 .. $self->{samples}) {
    my $sample = {
      no => $no, grower => $self->{grower}, kind => $self->{kind},
      mould => $no % 23 == 0, weights => [map { 30 + ($no * $_) % 9 } 1 .. 4],
    };
    push @f, $bench->germinate($sample, 4 + $no % 3)->then(
      sub { my $percent = shift; $self->{good}++ if $percent >= 80; Future->done($percent) },
      sub { $self->{bad}++; Future->done(0) },
    );
  }
  return Future->needs_all(@f)->then(sub {
    my $sum = 0;
    $sum += $_ for @_;
    Future->done({grower => $self->{grower}, mean => $sum / @_, bad => $self->{bad}});
  });
}

1;

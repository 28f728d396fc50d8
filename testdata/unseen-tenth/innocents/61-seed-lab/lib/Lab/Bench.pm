package Lab::Bench;
use strict;
use warnings;
use Future;

# The germination cabinet: samples go in, the result comes days later
# (here: when the clock is moved on).
sub new {
  my ($class, %arg) = @_;
  return bless {day => 0, due => {}, in => 0, out => 0, %arg}, $class;
}

sub germinate {
  my ($self, $sample, $days) = @_;
  my $f = Future->new;
  push @{$self->{due}{$self->{day} + $days}}, [$sample, $f];
  $self->{in}++;
  return $f;
}

sub next_day {
  my $self = shift;
  my $list = delete $self->{due}{++$self->{day}} or return 0;
  for my $entry (@$list) {
    my ($sample, $f) = @$entry;
    $self->{out}++;
    $sample->{mould} ? $f->fail("sample $sample->{no}: mould") : $f->done(70 + $sample->{no} % 30);
  }
  return scalar @$list;
}

1;

package Shift::Rota;
use strict;
use warnings;
use Shift::Calendar qw(is_holiday weekday);

my @crews = qw(red blue green white);

sub new {
  my ($class, %arg) = @_;
  return bless {pay => {}, weeks => 0, %arg}, $class;
}

# One week: three shifts a day, extra pay for Sundays and holidays.
sub week {
  my ($self, $y, $m, $first) = @_;
  $self->{weeks}++;
  my @plan;
  for my $d ($first .. $first + 6) {
    next if $d > 28;
    for my $shift (0 .. 2) {
      my $crew = $crews[($d + $shift + $self->{weeks}) % @crews];
      my $extra = is_holiday($y, $m, $d) ? 1.5 : weekday($y, $m, $d) == 5 ? 1.2 : 1;
      $self->{pay}{$crew} += 8 * $extra;
      push @plan, {day => "$y-$m-$d", shift => $shift, crew => $crew};
    }
  }
  return \@plan;
}

1;

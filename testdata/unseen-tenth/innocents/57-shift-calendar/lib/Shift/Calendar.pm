package Shift::Calendar;
use strict;
use warnings;
use Memoize;
use Exporter 'import';
our @EXPORT_OK = qw(easter holidays weekday is_holiday);

# Calendar arithmetic for the rota. Rotas are made for 1990 to 2049.
memoize('easter');
memoize('holidays', SCALAR_CACHE => 'MERGE', LIST_CACHE => 'MERGE');
memoize('weekday');

sub easter {
  my $y = shift;
  my ($a, $b, $c) = ($y % 19, int $y / 100, $y % 100);
  my ($d, $e) = (int $b / 4, $b % 4);
  my $g = int((8 * $b + 13) / 25);
  my $h = (19 * $a + $b - $d - $g + 15) % 30;
  my ($i, $k) = (int $c / 4, $c % 4);
  my $l = (32 + 2 * $e + 2 * $i - $h - $k) % 7;
  my $m = int(($a + 11 * $h + 22 * $l) / 451);
  my $month = int(($h + $l - 7 * $m + 114) / 31);
  return [$month, ($h + $l - 7 * $m + 114) % 31 + 1];
}

sub holidays {
  my $y = shift;
  my ($m, $d) = @{easter($y)};
  my %day = map { ($_ => 1) } '1-1', '5-1', '10-3', '12-25', '12-26';
  $day{"$m-$d"} = 1;
  $day{$d > 1 ? $m . '-' . ($d - 1) : ($m - 1) . '-31'} = 1;
  return \%day;
}

# 0 = Monday; Zeller
sub weekday {
  my ($y, $m, $d) = @_;
  ($m, $y) = ($m + 12, $y - 1) if $m < 3;
  return ($d + int(13 * ($m + 1) / 5) + $y % 100 + int($y % 100 / 4) + int(int($y / 100) / 4) + 5 * int($y / 100) + 5) % 7;
}

sub is_holiday {
  my ($y, $m, $d) = @_;
  return weekday($y, $m, $d) == 6 || holidays($y)->{"$m-$d"} ? 1 : 0;
}

1;

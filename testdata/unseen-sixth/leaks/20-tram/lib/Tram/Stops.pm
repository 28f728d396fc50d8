package Tram::Stops;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(nearest distance);

my %STOP;
for my $row (0 .. 2) {
    $STOP{ chr(65 + $row) . $_ } = [ $_ * 500, $row * 1000 ] for 1 .. 14;
}

sub distance {
    my ($stop, $x, $y) = @_;
    my $s = $STOP{$stop};
    return sqrt(($s->[0] - $x)**2 + ($s->[1] - $y)**2);
}

sub nearest {
    my ($x, $y) = @_;
    my ($best, $min);
    for my $stop (keys %STOP) {
        my $d = distance($stop, $x, $y);
        ($best, $min) = ($stop, $d) if !defined $min || $d < $min;
    }
    return $best;
}

1;

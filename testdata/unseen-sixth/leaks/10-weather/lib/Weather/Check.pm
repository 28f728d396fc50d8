package Weather::Check;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(plausible windchill);

my %LIMIT = (temp => [ -45, 48 ], hpa => [ 920, 1070 ], wind => [ 0, 70 ]);

sub plausible {
    my ($r, $before) = @_;
    for my $k (keys %LIMIT) {
        return 0 if $r->{$k} < $LIMIT{$k}[0] || $r->{$k} > $LIMIT{$k}[1];
    }
    return 1 unless $before;
    return 0 if abs($r->{temp} - $before->{temp}) > 25;
    return 1;
}

sub windchill {
    my ($r) = @_;
    my $v = ($r->{wind} * 3.6)**.16;
    return 13.12 + .6215 * $r->{temp} - 11.37 * $v + .3965 * $r->{temp} * $v;
}

1;

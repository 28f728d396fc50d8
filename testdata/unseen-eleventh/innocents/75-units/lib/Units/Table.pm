package Units::Table;
use strict;
use warnings;

my %table = (
    length => { mm => 0.001, cm => 0.01, m => 1, km => 1000, inch => 0.0254, foot => 0.3048, yard => 0.9144, mile => 1609.344 },
    mass   => { mg => 1e-6, g => 0.001, kg => 1, t => 1000, ounce => 0.02835, pound => 0.45359, stone => 6.35029 },
    volume => { ml => 0.001, cl => 0.01, l => 1, hl => 100, pint => 0.56826, gallon => 4.54609, barrel => 158.987 },
    time   => { sec => 1, min => 60, hour => 3600, day => 86400, week => 604800 },
    energy => { j => 1, kj => 1000, cal => 4.1868, kcal => 4186.8, wh => 3600, kwh => 3.6e6, btu => 1055.06 },
    area   => { cm2 => 1e-4, m2 => 1, are => 100, ha => 1e4, km2 => 1e6, acre => 4046.86 },
);

my %kind_of = map { my $k = $_; map { ($_ => $k) } keys %{ $table{$k} } } keys %table;

sub kinds { return { map { ($_ => [sort keys %{ $table{$_} }]) } keys %table } }

sub factor {
    my ($from, $to) = @_;
    my $k = $kind_of{$from} or return;
    return unless ($kind_of{$to} // '') eq $k;
    return $table{$k}{$from} / $table{$k}{$to};
}

1;

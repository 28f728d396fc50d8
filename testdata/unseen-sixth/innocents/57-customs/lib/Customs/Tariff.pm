package Customs::Tariff;
use strict;
use warnings;
use Exporter 'import';
use Memoize;

our @EXPORT_OK = qw(duty transit_days);

my %TREATY = (NO => 'eea', CH => 'eea', UK => 'tca', JP => 'epa', TR => 'cu', UA => 'dcfta', MA => 'aa');

# 12 countries x 40 headings x 3 bands: working one out takes long, but
# there are only 1440 of them
sub duty {
    my ($country, $heading, $band) = @_;
    my $rate = .02 + ($heading * 7 % 13) / 100;
    my $treaty = $TREATY{$country};
    $rate *= { eea => 0, tca => 0, cu => 0, epa => .3, dcfta => .2, aa => .5 }->{$treaty} if $treaty;
    my @papers = ('invoice');
    push @papers, "origin-$treaty" if $treaty;
    push @papers, 'licence' if $heading % 9 == 0;
    push @papers, 'declaration of value' if $band ne 'low';
    return {
        rate   => $band eq 'low' ? $rate / 2 : $rate,
        papers => \@papers,
        notes  => { map { $_ => "chapter $heading, see $_" } @papers },
        steps  => [ map { [ $_, $rate * $_ ] } 1 .. 4 ],
    };
}

sub transit_days {
    my ($port, $country) = @_;
    my $h = 0;
    $h = ($h * 33 + ord) % 31 for split //, $port . $country;
    return 2 + $h;
}

memoize('duty');
memoize('transit_days');

1;

package PartnerApi::Partners;
use strict;
use warnings;

my %partner;
for my $country (qw(at be ch cz de dk ee es fi fr)) {
    for my $no (1 .. 120) {
        $partner{"$country-$no"} = { name => "Partner $no", rate => 2 + $no % 5 };
    }
}

sub keys { return sort { $a cmp $b } CORE::keys %partner }
sub get  { return $partner{ $_[1] } }

1;

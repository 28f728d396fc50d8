package Fare::Compiler;
use strict;
use warnings;

# Prices are asked for far more often than rules change, so each edition is
# turned into a class with plain arithmetic in it.
sub compile {
    my ($self, $town, $edition, $rules) = @_;
    my $class = "Fare::Edition::${town}_$edition";
    my $peak  = join ', ', map { "$_ => $rules->{peak}{$_}" } sort keys %{ $rules->{peak} };

    my $code = <<"CODE";
package $class;
use strict;
use warnings;
my %peak = ($peak);
sub new     { return bless {}, shift }
sub town    { return '$town' }
sub edition { return $edition }
sub price {
    my (\$self, \$trip) = \@_;
    my \$cent = $rules->{base} + $rules->{zone} * \$trip->{zones};
    \$cent *= \$peak{ \$trip->{hour} } if \$peak{ \$trip->{hour} };
    \$cent *= $rules->{child} if \$trip->{child};
    return int(\$cent + 0.5);
}
1;
CODE
    eval $code or die "rules of $town: $@";
    return $class;
}

1;

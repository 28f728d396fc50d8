package Tariff::Compiler;
use strict;
use warnings;

# Electricity tariffs are written by the sales people in a little language:
#     base 12.5; day 0.31; night 0.24; above 3000 0.28
# They are compiled to a class with a method price(day_kwh, night_kwh).

my $revision = 0;

sub compile {
    my ($class, $name, $text) = @_;
    my %rule = (base => 0, day => 0, night => 0);
    my @steps;
    for my $part (split /\s*;\s*/, $text) {
        if    ($part =~ /^(base|day|night) ([\d.]+)$/)   { $rule{$1} = $2 }
        elsif ($part =~ /^above (\d+) ([\d.]+)$/)        { push @steps, [$1, $2] }
        else                                             { die "tariff $name: cannot read '$part'\n" }
    }
    my $pkg  = sprintf 'Tariff::Compiled::R%05d', ++$revision;
    my $step = join '', map { "    \$day_price = $_->[1] if \$day + \$night > $_->[0];\n" }
        sort { $a->[0] <=> $b->[0] } @steps;
    my $code = <<"END";
package $pkg;
sub new  { bless { sold => 0 }, shift }
sub name { '$name' }
sub price {
    my (\$self, \$day, \$night) = \@_;
    my \$day_price = $rule{day};
$step    \$self->{sold} += \$day + \$night;
    return $rule{base} + \$day * \$day_price + \$night * $rule{night};
}
1;
END
    eval $code or die "tariff $name: $@";
    return $pkg->new;
}

1;

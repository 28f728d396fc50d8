package Parts::Catalogue;
use strict;
use warnings;

# All the parts of the factory: single parts, and assemblies made of others.

sub load {
    my ($class) = @_;
    my %part;
    for my $i (1 .. 6000) {
        $part{"P$i"} = { no => "P$i", name => "part number $i", cost => 0.2 + $i % 37, weight => 5 + $i % 200 };
    }
    for my $i (1 .. 400) {
        $part{"A$i"} = {
            no    => "A$i",
            name  => "assembly $i",
            needs => [
                (map { [ 'P' . (1 + ($i * 17 + $_ * 101) % 6000), 1 + $_ % 3 ] } 1 .. 6),
                ($i > 40 ? [ 'A' . (1 + $i % 40), 2 ] : ()),
            ],
        };
    }
    return bless { part => \%part }, $class;
}

sub part { return $_[0]{part}{ $_[1] } || die "no part $_[1]\n" }

1;

package Depot;
use strict;
use warnings;
use Depot::Memory;

# Opens a depot of the kind that is asked for.
sub open {
    my ($class, $kind) = @_;
    my $driver = "Depot::$kind";
    return $driver->attach;
}

1;

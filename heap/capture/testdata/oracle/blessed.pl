# Objects written after the stashes of their classes, and before places that are
# free: what the Dumper makes when it looks a class up can stand in its dump though
# the stash does not refer to it there. New arenas are written first, and the place
# that became free last is taken first.
use strict; use warnings;
my @later = map { \my $freed } 1 .. 100;
my @object = map { {} } 1 .. 3;
our @between = map { \my $kept } 1 .. 2000;
bless $object[$_], "Made::Late::C$_" for 0 .. $#object;
our @more = map { \my $kept } 1 .. 2000;
@later = ();
Devel::MAT::Dumper::dump($ARGV[0]);

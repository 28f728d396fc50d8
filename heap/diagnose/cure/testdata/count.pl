# usage: count.pl FOLDER [DUMP] - lets App.pm of a folder work, prints what it
# says and how many probes are alive at the end, and writes a dump
use strict;
use warnings;

package Probe;
our $alive = 0;
sub new     { $alive++; return bless {}, shift }
sub DESTROY { $alive-- }

package main;

my ($folder, $dump) = @ARGV;
unshift @INC, $folder;
require App;
my $said = join "\n", map { App->work($_) } 1 .. 40;
print "$said\nalive: $Probe::alive\n";
if ($dump) {
    require Devel::MAT::Dumper;
    Devel::MAT::Dumper::dump($dump);
}

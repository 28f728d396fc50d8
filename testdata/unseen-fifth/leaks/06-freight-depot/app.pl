#!/usr/bin/env perl
# gate of a freight depot: lorries are called to a ramp and must come in time
use strict;
use warnings;
use IO::Async::Loop;
use Devel::MAT::Dumper;
use Depot::Gate;

my $dir = shift or die "usage: $0 DIR\n";
srand 66;

my $loop = IO::Async::Loop->new;
my $gate = Depot::Gate->new(ramps => 8);
$loop->add($gate);

sub lorries {
    my ($count) = @_;
    my $open = $count;
    my $all  = $loop->new_future;
    for (1 .. $count) {
        my $plate = sprintf 'HH-%s %04d', chr(65 + rand 26), 1 + int rand 400;
        $gate->arrive($plate, sub { $all->done unless --$open });
    }
    $loop->await($all);
    return;
}

for my $part ([early => 100], [mid => 350], [late => 350]) {
    my ($name, $count) = @$part;
    while ($count > 0) { lorries(50); $count -= 50 }
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", $gate->report, "\n";
}

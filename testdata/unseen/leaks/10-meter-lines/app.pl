#!/usr/bin/env perl
use strict;
use warnings;
use IO::Async::Loop;
use IO::Async::Stream;
use Meter::HeadEnd;
use Meter::Stock;
use Devel::MAT::Dumper;

my $out   = shift or die "usage: $0 OUTDIR\n";
my $loop  = IO::Async::Loop->new;
my $stock = Meter::Stock->new(keep => 24);
my $head  = Meter::HeadEnd->new(loop => $loop, stock => $stock);
srand 41;

# four concentrators with one long connection each, and installers who come and go
my @lines = map { $head->connect("concentrator $_") } 1 .. 4;

sub reading {
    my $meter = 1 + int rand 120;
    return sprintf "R meter%03d %d %s\n", $meter, int rand 1e6, join ',', map { int rand 4000 } 1 .. 24;
}

sub quarters {
    for (1 .. shift) {
        for my $line (@lines) { $line->write(join '', map { reading() } 1 .. 3) }
        if (rand() < 0.2) {
            my $installer = $head->connect('installer ' . int rand 1000);
            $installer->write("H installer\n" . reading());
            $loop->loop_once(0) for 1 .. 3;
            $installer->close;
        }
        $loop->loop_once(0) for 1 .. 6;
    }
}

quarters(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
quarters(500);
Devel::MAT::Dumper::dump("$out/mid.pmat");
quarters(500);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $head->summary, "\n";

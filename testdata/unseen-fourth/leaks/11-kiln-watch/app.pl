#!/usr/bin/perl
use strict;
use warnings;
use IO::Async::Loop;
use Devel::MAT::Dumper;
use Kiln::Plant;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 11;

my $loop  = IO::Async::Loop->new;
my $plant = Kiln::Plant->new(loop => $loop, ovens => 8);

my %at = (150 => 'early', 800 => 'mid', 1450 => 'late');
$plant->on_step(sub {
    my $steps = shift;
    my $name = $at{$steps} or return;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $plant->text, "\n";
    $plant->stop if $name eq 'late';
});
$plant->run->get;

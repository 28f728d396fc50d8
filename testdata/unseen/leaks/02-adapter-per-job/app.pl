#!/usr/bin/env perl
use strict;
use warnings;
use Image::Service;
use Devel::MAT::Dumper;

my $out     = shift or die "usage: $0 OUTDIR\n";
my $service = Image::Service->new(devices => 60);
srand 5;

sub requests {
    for (1 .. shift) {
        my $device = int rand 60;
        my $answer = $service->request(rand() < 0.7 ? 'status' : 'update', $device);
        die "no answer for $device" unless $answer->{state};
    }
}

requests(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
requests(800);
Devel::MAT::Dumper::dump("$out/mid.pmat");
requests(800);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $service->summary, "\n";

#!/usr/bin/env perl
use strict;
use warnings;
use POE;
use Courier::Depot;
use Devel::MAT::Dumper;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 8;
my %at    = (100 => 'early', 600 => 'mid', 1100 => 'late');
my $depot = Courier::Depot->spawn(vans => 6);

POE::Session->create(
    inline_states => {
        _start => sub { $_[HEAP]{sent} = 0; $_[KERNEL]->yield('morning') },
        morning => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            for (1 .. 10) {
                $heap->{sent}++;
                $kernel->post(depot => parcel => "P$heap->{sent}", 'street ' . int rand 300);
            }
            $kernel->delay(evening => 0.03);
        },
        evening => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            if (my $name = delete $at{ $heap->{sent} }) { Devel::MAT::Dumper::dump("$out/$name.pmat") }
            return $kernel->yield('morning') if %at;
            print $depot->summary, "\n";
            $kernel->stop;
        },
    },
);
POE::Kernel->run;

#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use POE;
use Taxi::Ride;

my $out     = shift or die "usage: $0 OUTDIR\n";
my %dump_at = (100 => 'early', 300 => 'mid', 900 => 'late');
my $last    = 1000;

# cars on the road: few at night, many when the theatres close
sub cars { my ($n) = @_; return $n < 200 ? 10 : $n < 500 ? 35 : 90 }

POE::Session->create(
    inline_states => {
        _start => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            $kernel->alias_set('office');
            @$heap{qw(no done income)} = (0, 0, 0);
            $heap->{riding} = {};
            $kernel->yield('dispatch');
        },
        dispatch => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            while (keys %{ $heap->{riding} } < cars($heap->{done}) && $heap->{no} < $last + 50) {
                my $no = ++$heap->{no};
                $heap->{riding}{$no} = { since => $heap->{done}, phone => sprintf '0555-%05d', $no };
                Taxi::Ride->start(no => $no, x => $no % 12, y => $no % 7, to => [ ($no * 5) % 20, ($no * 11) % 20 ]);
            }
        },
        arrived => sub {
            my ($kernel, $heap, $no, $fare) = @_[KERNEL, HEAP, ARG0, ARG1];
            delete $heap->{riding}{$no};
            $heap->{income} += $fare;
            my $n = ++$heap->{done};
            Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
            exit 0 if $n >= $last;
            $kernel->yield('dispatch');
        },
    },
);
POE::Kernel->run;

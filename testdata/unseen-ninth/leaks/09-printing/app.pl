#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use POE;
use Spool::Job;

my $out     = shift or die "usage: $0 OUTDIR\n";
my $total   = 1200;
my %dump_at = (180 => 'early', 540 => 'mid', 1200 => 'late');
my @owners  = qw(office studio school library);

POE::Session->create(
    inline_states => {
        _start => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            $kernel->alias_set('spooler');
            @$heap{qw(next running ok jammed pages)} = (1, 0, 0, 0, 0);
            $kernel->yield('feed');
        },
        # three printers stand in the room
        feed => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            while ($heap->{running} < 3 && $heap->{next} <= $total) {
                my $id = $heap->{next}++;
                $heap->{running}++;
                Spool::Job->spawn(
                    id    => $id,
                    owner => $owners[ $id % @owners ],
                    pages => 1 + $id % 6,
                    paper => $id % 4 == 3 ? 'thick' : 'plain',
                    text  => "document $id " x 10,
                );
            }
        },
        done => sub {
            my ($kernel, $heap, $report) = @_[KERNEL, HEAP, ARG0];
            $heap->{running}--;
            $heap->{pages} += $report->{pages};
            my $n = $report->{ok} ? ++$heap->{ok} + $heap->{jammed} : ++$heap->{jammed} + $heap->{ok};
            Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
            if   ($n == $total) { exit 0 }
            else                { $kernel->yield('feed') }
        },
    },
);

POE::Kernel->run;

#!/usr/bin/env perl
# uploads the scans of a clinic, one session per scan
use strict;
use warnings;
use POE;
use Devel::MAT::Dumper;
use Scan::Upload;
use Scan::Archive;

my $dir = shift or die "usage: $0 DIR\n";
srand 88;

my $archive = Scan::Archive->new(recent => 60);
my @parts   = ([early => 60], [mid => 260], [late => 260]);
my $running = 0;
my $number  = 0;
my ($name, $left);

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->alias_set('main'); $_[KERNEL]->yield('part') },
        part   => sub {
            my $part = shift @parts or return $_[KERNEL]->stop;
            ($name, $left) = @$part;
            $_[KERNEL]->yield('more');
        },
        more => sub {
            while ($left > 0 && $running < 12) {
                $left--;
                $running++;
                Scan::Upload->spawn(number => ++$number, archive => $archive, report_to => 'main');
            }
        },
        uploaded => sub {
            $running--;
            return $_[KERNEL]->yield('more') if $left;
            return if $running;
            $_[KERNEL]->delay(snapshot => 0.05);
        },
        snapshot => sub {
            Devel::MAT::Dumper::dump("$dir/$name.pmat");
            print "$name: ", $archive->text, "\n";
            $_[KERNEL]->yield('part');
        },
    },
);
POE::Kernel->run;

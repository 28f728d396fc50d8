#!/usr/bin/perl
use strict;
use warnings;

sub POE::Kernel::ASSERT_DEFAULT () { 0 }
use POE;
use Devel::MAT::Dumper;
use Print::Shop;
use Print::Job;

my ($out, $late) = @ARGV;
$late ||= 250;
srand 12;

my @plan = ([ 100, 'early' ], [ 250, 'mid' ], [ $late, 'late' ]);
my $shop = Print::Shop->new(presses => 3);

POE::Session->create(
    inline_states => {
        _start => sub {
            $_[KERNEL]->alias_set('counter');
            $_[HEAP]{left} = $plan[0][0];
            $_[KERNEL]->yield('customer');
        },
        customer => sub {
            my ($kernel, $heap) = @_[ KERNEL, HEAP ];
            if ($heap->{left}-- > 0) {
                Print::Job->spawn(
                    shop   => $shop,
                    pages  => 1 + int rand 30,
                    colour => rand() < .3,
                    pays   => rand() < .75 ? 'at once' : rand() < .5 ? 'later' : 'never',
                );
                $kernel->yield('customer');
            }
            else {
                $kernel->yield('settle');
            }
        },
        # wait until all jobs are through, then the next part of the day
        settle => sub {
            my ($kernel, $heap) = @_[ KERNEL, HEAP ];
            return $kernel->delay(settle => .005) if $shop->open_jobs;
            my $part = shift @plan;
            Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
            return $kernel->stop unless @plan;      # closing time
            $heap->{left} = $plan[0][0];
            $kernel->yield('customer');
        },
    },
);

POE::Kernel->run;
print $shop->summary, "\n";
exit 0;

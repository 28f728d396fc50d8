#!/usr/bin/perl
use strict;
use warnings;
use POE;
use Devel::MAT::Dumper;
use Sms::Gateway;
use Sms::Carrier;

my ($out, $late) = @ARGV;
$late ||= 1;
srand 61;

my $carrier = Sms::Carrier->new;
my $gateway = Sms::Gateway->spawn(carrier => $carrier, tries => 6);

# [ ticks, messages per tick, carrier works?, dump afterwards ]
my @script = (
    [ 60, 4, 1 ], [ 1, 0, 1, 'early' ],
    [ 80, 6, 1 ], [ 30, 6, 0, 'mid' ],
    [ 100, 3, 1 ],
    (map { ([ 70, 8, 0 ], [ 150, 2, 1 ]) } 2 .. ($late - 1) * 2 + 1),
    [ 70, 8, 0, 'late' ],
    [ 200, 1, 1 ],
);

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->yield('tick') },
        tick   => sub {
            my ($kernel, $heap) = @_[ KERNEL, HEAP ];
            my $step = $heap->{step} ||= shift @script;
            if (!$step) { $kernel->post(gateway => 'shutdown'); return }
            $carrier->works($step->[2]);
            for (1 .. $step->[1]) {
                $kernel->post(gateway => send => '+49170' . int(rand 1e6), 'Your parcel ' . int(rand 1e5) . ' has arrived');
            }
            $kernel->post(gateway => 'tick');
            if (--$step->[0] <= 0) {
                $kernel->yield(dump => $step->[3]) if $step->[3];
                delete $heap->{step};
            }
            $kernel->yield('tick');
        },
        dump => sub { Devel::MAT::Dumper::dump("$out/$_[ARG0].pmat") },
    },
);

POE::Kernel->run;
print $gateway->summary, "\n";

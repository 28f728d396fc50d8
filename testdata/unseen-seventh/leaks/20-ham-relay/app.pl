use strict;
use warnings;
use Devel::MAT::Dumper;
sub POE::Kernel::CATCH_EXCEPTIONS () {1}
use POE;
use Relay::Gateway;
use Relay::Channels;

# A ham radio relay: every call gets a session, takes one of the repeater's
# channels, passes its overs on and hangs up again.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 146;

my $channels = Relay::Channels->new(count => 6);
my $gateway  = Relay::Gateway->new(channels => $channels);
my @parts    = ([200, 'early'], [400, 'mid'], [$tail, 'late']);
my $calls    = 0;

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->yield('part') },
        part   => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            my $part = shift @parts or return $gateway->close;
            ($heap->{left}, $heap->{name}) = @$part;
            $kernel->yield('call');
        },
        call => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            if ($heap->{left} <= 0) {
                return $kernel->yield('wait') if $gateway->active;
                Devel::MAT::Dumper::dump("$out/$heap->{name}.pmat");
                return $kernel->yield('part');
            }
            for (1 .. 4) {
                last if $heap->{left}-- <= 0;
                $calls++;
                $gateway->incoming("DL$calls", 1 + $calls % 3);
            }
            $kernel->yield('wait');
        },
        wait => sub { $_[KERNEL]->yield($gateway->active > 4 ? 'wait' : 'call') },
    },
);

POE::Kernel->run;
printf "%d calls, %d relayed, %d busy, %d overs\n", $calls, $gateway->relayed, $gateway->busy, $gateway->overs;
exit 0;

package Taxi::Ride;
use strict;
use warnings;
use POE;

# A ride is a session that drives block by block and ends at the door.

sub start {
    my ($class, %arg) = @_;
    POE::Session->create(
        package_states => [ $class => [qw(_start drive meter _stop)] ],
        heap           => { %arg, fare => 4, trace => [] },
    );
    return;
}

sub _start {
    my ($kernel, $heap) = @_[KERNEL, HEAP];
    $kernel->alias_set("ride-$heap->{no}");
    $kernel->delay(drive => 0.001);
}

sub drive {
    my ($kernel, $heap) = @_[KERNEL, HEAP];
    push @{ $heap->{trace} }, [ @$heap{qw(x y)} ];
    $heap->{x} += $heap->{to}[0] <=> $heap->{x};
    $heap->{y} += $heap->{to}[1] <=> $heap->{y};
    $kernel->yield('meter');
    if ($heap->{x} == $heap->{to}[0] && $heap->{y} == $heap->{to}[1]) {
        $kernel->post(office => arrived => $heap->{no}, $heap->{fare});
        $kernel->alias_remove("ride-$heap->{no}");
        $kernel->delay('drive');
        return;
    }
    $kernel->delay(drive => 0.001);
}

sub meter { $_[HEAP]{fare} += 0.3; return }
sub _stop { delete $_[HEAP]{trace}; return }

1;

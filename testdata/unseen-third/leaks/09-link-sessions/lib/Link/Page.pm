package Link::Page;
use strict;
use warnings;
use POE;

# One session for each page: asks for all its links, and reports.

sub spawn {
    my ($class, %arg) = @_;
    POE::Session->create(
        package_states => [$class => [qw(_start answer _stop)]],
        heap           => {%arg, good => 0, bad => 0, text => 'x' x 200},
    );
    return;
}

sub _start {
    my ($kernel, $heap) = @_[KERNEL, HEAP];
    $heap->{open} = $heap->{links};
    for my $n (1 .. $heap->{links}) {
        my $host = sprintf 'host%03d.example', int rand 400;
        $kernel->post(resolver => resolve => $host, 'answer');
    }
    return;
}

sub answer {
    my ($kernel, $heap, $host, $address) = @_[KERNEL, HEAP, ARG0, ARG1];
    $heap->{ defined $address ? 'good' : 'bad' }++;
    return if --$heap->{open};
    $kernel->post($heap->{report_to} => page_done => @$heap{qw(good bad)});
    return;
}

sub _stop { return }

1;

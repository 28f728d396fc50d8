package Spool::Job;
use strict;
use warnings;
use POE;

# One document on its way to a printer. The job is a session: it stays until
# all its pages are out or the printer gives up.

sub spawn {
    my ($class, %arg) = @_;
    return POE::Session->create(
        package_states => [ $class => [qw(_start page jam finish _stop)] ],
        heap           => { %arg, printed => 0, log => [] },
    )->ID;
}

sub _start {
    my ($kernel, $session, $heap) = @_[KERNEL, SESSION, HEAP];
    $kernel->refcount_increment($session->ID, 'spool');
    push @{ $heap->{log} }, "queued by $heap->{owner}";
    $kernel->yield('page');
}

sub page {
    my ($kernel, $heap) = @_[KERNEL, HEAP];
    my $n = ++$heap->{printed};
    push @{ $heap->{log} }, "page $n of $heap->{pages}";
    return $kernel->yield('jam') if $heap->{paper} eq 'thick' && $n > 2;
    $kernel->yield($n < $heap->{pages} ? 'page' : 'finish');
}

# thick paper does not go through after two sheets; the owner is told
sub jam {
    my ($kernel, $heap) = @_[KERNEL, HEAP];
    push @{ $heap->{log} }, 'paper jam';
    $kernel->post(spooler => done => { id => $heap->{id}, ok => 0, pages => $heap->{printed} });
}

sub finish {
    my ($kernel, $session, $heap) = @_[KERNEL, SESSION, HEAP];
    $kernel->post(spooler => done => { id => $heap->{id}, ok => 1, pages => $heap->{printed} });
    $kernel->refcount_decrement($session->ID, 'spool');
}

sub _stop { return }

1;

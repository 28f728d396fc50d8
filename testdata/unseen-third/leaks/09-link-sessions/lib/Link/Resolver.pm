package Link::Resolver;
use strict;
use warnings;
use POE;

# Looks up addresses. The answer comes a moment later; some questions get no
# answer, for those there is a timeout.

sub spawn {
    my ($class, %arg) = @_;
    POE::Session->create(
        package_states => [$class => [qw(_start resolve reply timeout shutdown)]],
        heap           => {%arg, serial => 0, pending => {}},
    );
    return;
}

sub _start { my ($kernel, $heap) = @_[KERNEL, HEAP]; $kernel->alias_set($heap->{alias}); return }

sub resolve {
    my ($kernel, $heap, $sender, $host, $event) = @_[KERNEL, HEAP, SENDER, ARG0, ARG1];
    my $id = ++$heap->{serial};
    # the sender has to stay alive until it has its answer
    $kernel->refcount_increment($sender->ID, __PACKAGE__);
    my $question = $heap->{pending}{$id} = {host => $host, session => $sender->ID, event => $event};
    if (rand() < $heap->{loss}) {
        $question->{timer} = $kernel->delay_set(timeout => 0.01, $id);
    }
    else {
        $kernel->yield(reply => $id, join '.', 10, map { int rand 256 } 1 .. 3);
    }
    return;
}

sub reply {
    my ($kernel, $heap, $id, $address) = @_[KERNEL, HEAP, ARG0, ARG1];
    my $question = delete $heap->{pending}{$id} or return;
    $kernel->post($question->{session}, $question->{event}, $question->{host}, $address);
    $kernel->refcount_decrement($question->{session}, __PACKAGE__);
    return;
}

sub timeout {
    my ($kernel, $heap, $id) = @_[KERNEL, HEAP, ARG0];
    my $question = delete $heap->{pending}{$id} or return;
    $kernel->post($question->{session}, $question->{event}, $question->{host}, undef);
    return;
}

sub shutdown {
    my ($kernel, $heap) = @_[KERNEL, HEAP];
    $kernel->alarm_remove_all;
    $kernel->alias_remove($heap->{alias});
    exit 0;
}

1;

package Sms::Gateway;
use strict;
use warnings;
use POE;

sub spawn {
    my ($class, %a) = @_;
    my $self = bless { tries => 5, now => 0, retry => {}, sent => 0, given_up => 0, most => 0, waiting => 0, %a }, $class;
    POE::Session->create(object_states => [ $self => [qw(_start send attempt tick shutdown)] ]);
    return $self;
}

sub _start { $_[KERNEL]->alias_set('gateway') }

sub send {
    my ($self, $kernel, $to, $text) = @_[ OBJECT, KERNEL, ARG0, ARG1 ];
    $kernel->yield(attempt => { to => $to, text => $text, tried => 0, errors => [], since => $self->{now} });
}

sub attempt {
    my ($self, $msg) = @_[ OBJECT, ARG0 ];
    if (eval { $self->{carrier}->deliver($msg) }) {
        $self->{sent}++;
        return;
    }
    push @{ $msg->{errors} }, "$self->{now}: $@";
    if (++$msg->{tried} >= $self->{tries}) {
        $self->{given_up}++;
        return;
    }
    # later each time
    my $when = $self->{now} + 2**$msg->{tried};
    push @{ $self->{retry}{$when} }, $msg;
    $self->{waiting}++;
    $self->{most} = $self->{waiting} if $self->{waiting} > $self->{most};
}

sub tick {
    my ($self, $kernel) = @_[ OBJECT, KERNEL ];
    my $due = delete $self->{retry}{ ++$self->{now} } or return;
    $self->{waiting} -= @$due;
    $kernel->yield(attempt => $_) for @$due;
}

sub shutdown {
    my ($self, $kernel) = @_[ OBJECT, KERNEL ];
    $kernel->alias_remove('gateway');
}

sub summary {
    my ($self) = @_;
    return "$self->{sent} sent, $self->{given_up} given up, at most $self->{most} waiting, now $self->{waiting}";
}

1;

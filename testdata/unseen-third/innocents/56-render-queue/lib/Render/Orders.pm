package Render::Orders;
use strict;
use warnings;
use Scalar::Util qw(weaken);

sub new { my ($class, $queue) = @_; return bless {queue => $queue, serial => 0, open => {}, ready => 0, refused => 0, waits => 0}, $class }

sub come {
    my ($self, $rate) = @_;
    return if $self->{waiting};
    for (1 .. $rate) {
        $self->order;
        next unless $self->{queue}->is_full;
        $self->{waiting} = 1;
        $self->{waits}++;
        weaken(my $weak = $self);
        $self->{queue}->when_better(sub { $weak->{waiting} = 0 if $weak });
        last;
    }
    return;
}

sub order {
    my $self = shift;
    my $id   = ++$self->{serial};
    $self->{open}{$id} = {customer => 'C' . int rand 90};
    $self->{queue}->put({
        name   => "scene $id",
        frames => 1 + int rand 4,
        ready  => sub { $self->{ready}++; delete $self->{open}{$id} },
    });
    return;
}

sub text { my $self = shift; return sprintf '%d orders open, %d ready, waited %d times', scalar keys %{ $self->{open} }, $self->{ready}, $self->{waits} }

1;

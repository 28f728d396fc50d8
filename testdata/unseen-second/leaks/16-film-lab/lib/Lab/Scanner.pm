package Lab::Scanner;
use Moo;
use Lab::Process;
use Lab::Session;

has orders  => (is => 'ro', required => 1);
has at_once => (is => 'ro', default => 2);
has strips  => (is => 'ro', default => 20);
has done    => (is => 'rw', default => 0);
has frames  => (is => 'rw', default => 0);
has shown   => (is => 'ro', default => sub { [] });

sub scan {
    my ($self, $order) = @_;
    my $process = Lab::Process->new(code => sub { join ' ', map { sprintf 'f%02d:%d', $_, ($order->{number} * 97 + $_ * 31) % 256 } 1 .. $order->{frames} });
    $process->on(stop => sub {
        my $process = shift;
        $self->done($self->done + 1);
        $self->frames($self->frames + $order->{frames});
        $self->show($order, length $process->output);
    });
    return $process->start;
}

sub show {
    my ($self, $order, $bytes) = @_;
    my $shown = $self->shown;
    push @$shown, "film $order->{number} ($order->{kind}): $bytes bytes";
    shift @$shown if @$shown > $self->strips;
    return;
}

sub work {
    my $self    = shift;
    my $session = Lab::Session->instance;
    while (1) {
        while ($session->running < $self->at_once and my $order = $self->orders->next_order) { $self->scan($order) }
        last unless $session->running;
        $session->collect or last;
    }
    return;
}

sub text { my $self = shift; return sprintf '%d films, %d frames, %d running', $self->done, $self->frames, Lab::Session->instance->running }

1;

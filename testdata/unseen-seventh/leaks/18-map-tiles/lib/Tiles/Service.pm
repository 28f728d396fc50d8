package Tiles::Service;
use strict;
use warnings;
use Tiles::Ticket;

sub new {
    my ($class, %args) = @_;
    return bless {
        renderer => $args{renderer},
        queue    => [],
        waiting  => {},
        replies  => {},
        failures => 0,
    }, $class;
}

sub request {
    my ($self, $name, $reply) = @_;
    my $ticket = Tiles::Ticket->new($name);
    $self->{replies}{$ticket->number} = $reply;
    my $same = $self->{waiting}{$name} //= [];
    push @$same, $ticket;
    push @{$self->{queue}}, $ticket if @$same == 1;
    return $ticket;
}

sub idle { return !@{$_[0]{queue}} }

sub work {
    my ($self, $most) = @_;
    while ($most-- > 0 and my $ticket = shift @{$self->{queue}}) {
        my $tile = eval { $self->{renderer}->draw($ticket->name) };
        $self->{failures}++ unless $tile;
        $self->_deliver($ticket, $tile, $tile ? undef : $@ || 'failed');
    }
    return;
}

sub _deliver {
    my ($self, $ticket, $tile, $error) = @_;
    my $together = delete $self->{waiting}{$ticket->name} or return;
    for my $one (@$together) {
        my $reply = $self->{replies}{$one->number} or next;
        $reply->($tile, $error);
        $one->close($error ? 'failed' : 'served');
    }
    delete $self->{replies}{$ticket->number};
    return scalar @$together;
}

sub failures { $_[0]{failures} }

1;

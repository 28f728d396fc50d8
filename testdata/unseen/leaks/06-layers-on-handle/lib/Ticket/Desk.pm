package Ticket::Desk;
use strict;
use warnings;
use Ticket::Ticket;
use Ticket::Encode;

sub new {
    my ($class, %args) = @_;
    return bless {journal => $args{journal}, queues => { map { $_ => [] } @{ $args{queues} } }, names => $args{queues}, turn => 0, limit => 120}, $class;
}

sub open_ticket {
    my ($self, $from, $subject) = @_;
    my $queue  = $self->{names}[$self->{turn}++ % @{ $self->{names} }];
    my $text   = Ticket::Encode->instance->convert(from => 'iso-8859-1', to => 'UTF-8', text => $subject);
    my $ticket = Ticket::Ticket->new(desk => $self, subject => $text, queue => $queue);
    $ticket->add($from, "Hello,\nplease look at: $text\n");
    push @{ $self->{queues}{$queue} }, $ticket;
    $self->{journal}->write(open => 'ticket ' . $ticket->number . " in $queue");
    $self->close_oldest while $self->count > $self->{limit};
    return $ticket;
}

sub _pick {
    my $self = shift;
    my @busy = grep { @{ $self->{queues}{$_} } } @{ $self->{names} } or return;
    return $self->{queues}{ $busy[rand @busy] };
}

sub answer {
    my $self   = shift;
    my $queue  = $self->_pick or return;
    my $ticket = $queue->[rand @$queue];
    return if $ticket->articles > 6;
    $ticket->add('agent', 'we are looking at it');
    $self->{journal}->write(answer => 'ticket ' . $ticket->number . ', article ' . $ticket->articles);
    return;
}

sub close_oldest {
    my $self   = shift;
    my $queue  = $self->_pick or return;
    my $ticket = shift @$queue;
    $self->{journal}->write(close => 'ticket ' . $ticket->number);
    return;
}

sub count   { my $self = shift; my $n = 0; $n += @{ $self->{queues}{$_} } for @{ $self->{names} }; return $n }
sub summary { my $self = shift; return $self->count . ' open tickets, ' . $self->{journal}->lines . ' lines in the journal' }

1;

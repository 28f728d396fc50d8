package Ticket;
use strict; use warnings;
sub new { my ($class) = @_; return bless { waiting => [], called => 0 }, $class }
sub call {
    my ($self) = @_;
    $self->{called} = 1;
    $_->[0]->() for splice @{ $self->{waiting} };
    return;
}
sub behind {
    my ($class, $first) = @_;
    my $ticket = $class->new;
    push @{ $first->{waiting} }, [ sub { $ticket->call }, $ticket, time ];
    return $ticket;
}
package App;
my $office = { closing => Ticket->new, served => 0 };
sub serve {
    my ($who) = @_;
    my $ticket = Ticket->behind($office->{closing});
    $ticket->{who} = $who;
    $ticket->call;
    $office->{served}++;
    return;
}
sub work { my ($class, $n) = @_; serve("customer $n"); return }
1;

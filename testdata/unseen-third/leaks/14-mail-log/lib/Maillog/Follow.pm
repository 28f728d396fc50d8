package Maillog::Follow;
use strict;
use warnings;
use Maillog::Stats;

my %mail;    # what is known about the mails in the queue

sub new { my $class = shift; return bless {stats => Maillog::Stats->new, strange => 0}, $class }

sub line {
    my ($self, $line) = @_;
    my ($id, $rest) = $line =~ /^([0-9A-F]+): (.*)/ or return $self->{strange}++;
    if ($rest =~ /^client=(.*)/) {
        $mail{$id} = {client => $1, to => []};
    }
    elsif ($rest =~ /^message-id=<(.*)>/)      { $mail{$id}{message_id} = $1 }
    elsif ($rest =~ /^from=<(.*)>, size=(\d+)/) { @{ $mail{$id} }{qw(from size)} = ($1, $2) }
    elsif ($rest =~ /^to=<(.*)>, status=(\w+)/) { push @{ $mail{$id}{to} }, {address => $1, status => $2} }
    elsif ($rest eq 'removed')                  { $self->finish($id) }
    else                                        { $self->{strange}++ }
    return;
}

sub finish {
    my ($self, $id) = @_;
    my $mail = $mail{$id} or return;
    $self->{stats}->count($mail);
    undef $mail{$id};
    return;
}

sub hour_is_over { my $self = shift; $self->{stats}->next_hour; return }

sub report {
    my $self  = shift;
    my $stats = $self->{stats};
    my $open  = grep {defined} values %mail;
    return sprintf "%d mails with %d bytes (%s), %d in the queue\n", @$stats{qw(mails bytes)},
        join(', ', map {"$_ $stats->{status}{$_}"} sort keys %{ $stats->{status} }), $open;
}

1;

package Spa::Sessions;
use strict;
use warnings;

# sessions in memory; a session not used for ttl seconds is dropped.
# Expired ones are looked for at most every five minutes.

sub new {
    my ($class, %a) = @_;
    return bless { by_id => {}, serial => 0, expired => 0, swept => 0, %a }, $class;
}

sub get {
    my ($self, $id) = @_;
    return unless defined $id;
    my $s = $self->{by_id}{$id} or return;
    my $now = $self->{clock}->now;
    if ($now - $s->{used} > $self->{ttl}) {
        delete $self->{by_id}{$id};
        $self->{expired}++;
        return;
    }
    $s->{used} = $now;
    return $s;
}

sub create {
    my ($self) = @_;
    $self->sweep;
    my $id  = sprintf 's%x%04x', ++$self->{serial}, int rand 65536;
    my $now = $self->{clock}->now;
    return $self->{by_id}{$id} = { id => $id, made => $now, used => $now, basket => [], trail => [] };
}

sub sweep {
    my ($self) = @_;
    my $now = $self->{clock}->now;
    return if $now - $self->{swept} < 300;
    $self->{swept} = $now;
    for my $id (keys %{ $self->{by_id} }) {
        next if $now - $self->{by_id}{$id}{used} <= $self->{ttl};
        delete $self->{by_id}{$id};
        $self->{expired}++;
    }
}

sub count   { scalar keys %{ $_[0]{by_id} } }
sub expired { $_[0]{expired} }

1;

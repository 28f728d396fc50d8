package Sessions;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless {ttl => 600, by_id => {}, order => [], next => 1, %arg}, $class;
}

sub create {
    my $self = shift;
    $self->expire;
    my $sid = 's' . $self->{next}++;
    $self->{by_id}{$sid} = {id => $sid, made => $self->{clock}->(), basket => []};
    push @{ $self->{order} }, $sid;
    return $sid;
}

sub get { my ($self, $sid) = @_; return $self->{by_id}{$sid} }

# Sessions are in order of their creation: the oldest go first
sub expire {
    my $self  = shift;
    my $limit = $self->{clock}->() - $self->{ttl};
    while (my $sid = $self->{order}[0]) {
        last if $self->{by_id}{$sid}{made} > $limit;
        delete $self->{by_id}{ shift @{ $self->{order} } };
    }
}

sub count { scalar keys %{ $_[0]{by_id} } }

1;

package Heat::House;
use Moo;
use Future::AsyncAwait;

has broker => (is => 'ro', required => 1);
has rooms  => (is => 'ro', required => 1);
has state  => (is => 'ro', default  => sub { {} });
has counts => (is => 'ro', default  => sub { { sent => 0, confirmed => 0 } });

async sub set_room {
    my ($self, $room, $degrees) = @_;
    my $plan = {
        room  => $room,
        steps => [map { { hour => $_, degrees => $degrees - abs(19 - $_) / 4 } } 16 .. 22],
    };
    $self->counts->{sent}++;
    my $answer = await $self->broker->call("thermostat-$room", value => sprintf '%.1f', $degrees);
    $self->counts->{confirmed}++;
    my $state = $self->state->{$room} //= { history => [] };
    $state->{plan}    = $plan;
    $state->{battery} = $answer->{battery};
    push @{ $state->{history} }, $answer->{value};
    shift @{ $state->{history} } if @{ $state->{history} } > 24;
    return $state;
}

sub status {
    my ($self) = @_;
    return sprintf '%d commands, %d confirmed, %d rooms known', @{ $self->counts }{qw(sent confirmed)}, scalar keys %{ $self->state };
}

1;

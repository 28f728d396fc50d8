package Ticker::Client;
use Mojo::Base -base, -signatures;
use Mojo::JSON qw(encode_json);

has [qw(id bus)];
has sent  => 0;
has frame => sub { [] };    # frames that wait for the socket, at most 8

# a code reference that calls a method of this object
sub callback ($self, $method) {
    return sub ($bus, @args) { $self->$method(@args) };
}

sub open ($self, @papers) {
    $self->{wants} = { map { $_ => 1 } @papers };
    $self->bus->on(price => $self->callback('price'));
    for my $paper (@papers) {
        my $last = $self->bus->last->{$paper} or next;
        $self->send({ paper => $paper, history => $last->{history} });
    }
    return $self;
}

sub price ($self, $paper, $price) {
    return unless $self->{wants}{$paper};
    $self->send({ paper => $paper, price => $price });
}

sub send ($self, $data) {
    push @{ $self->frame }, encode_json($data);
    shift @{ $self->frame } while @{ $self->frame } > 8;
    $self->sent($self->sent + 1);
}

sub close ($self) {
    $self->bus->unsubscribe(price => $self->callback('price'));
    $self->frame([]);
    return $self;
}

1;

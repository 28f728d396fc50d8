package Tram::Board;
use Mojo::Base -base, -signatures;
use Tram::Display;

has feed     => undef;
has displays => sub { {} };
has opened   => 0;
has closed   => 0;

sub open ($self, $id, $line) {
    my $display = Tram::Display->new(id => $id, line => $line);
    $self->displays->{$id} = $display;
    $self->feed->on(delay => $self->listener($display));
    $self->opened($self->opened + 1);
    return $display;
}

sub listener ($self, $display) {
    return sub ($feed, $line, $minutes) { $display->show($line, $minutes) };
}

sub close ($self, $id) {
    my $display = delete $self->displays->{$id} or return;
    $self->feed->unsubscribe(delay => $self->listener($display));
    $self->closed($self->closed + 1);
    return;
}

sub text ($self) {
    return sprintf '%d displays opened, %d closed, %d on', $self->opened, $self->closed, scalar keys %{ $self->displays };
}

1;

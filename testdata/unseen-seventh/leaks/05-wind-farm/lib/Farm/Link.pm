package Farm::Link;
use Mojo::Base -base, -signatures;
use Farm::Session;

has [qw(bus turbine session)];
has opened => 0;

sub open ($self) {
    return $self if $self->session;
    my $number  = $self->opened($self->opened + 1)->opened;
    my $session = Farm::Session->new(id => $self->turbine->id . "/$number", turbine => $self->turbine);
    $self->session($session);
    $self->_follow($session);
    $self->bus->emit(link_up => $session->id);
    return $self;
}

sub _follow ($self, $session) {
    $self->bus->on(curtail => sub ($bus, $share) {
        $session->command(limit => $share) if $session->alive;
    });
}

sub drop ($self, $why) {
    my $session = $self->session or return $self;
    $session->end($why);
    $self->session(undef);
    $self->bus->emit(link_down => $session->id, $why);
    return $self;
}

sub send_reading ($self) {
    my $session = $self->session or return;
    my $reading = $self->turbine->measure($self->bus->wind);
    $session->count_frame($reading);
    $self->bus->emit(reading => $self->turbine->id, $reading);
}

1;

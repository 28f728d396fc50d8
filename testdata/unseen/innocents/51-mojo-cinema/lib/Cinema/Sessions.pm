package Cinema::Sessions;
use Mojo::Base -base, -signatures;

# the clock ticks with every request, so that expiry can be tested

has idle  => 50;
has clock => 0;
has store => sub { {} };
has next  => 1;

sub create ($self) {
    my $id = sprintf 'v%06d', $self->next;
    $self->next($self->next + 1);
    my $visitor = $self->store->{$id} = {id => $id, seats => [], seen => [], used => $self->clock};
    return ($id, $visitor);
}

sub find ($self, $id) {
    $self->clock($self->clock + 1);
    my $visitor = $self->store->{$id} or return;
    $visitor->{used} = $self->clock;
    return $visitor;
}

sub sweep ($self) {
    my $oldest = $self->clock - $self->idle;
    my $store  = $self->store;
    delete @$store{ grep { $store->{$_}{used} < $oldest } keys %$store };
    return;
}

sub count ($self) { return scalar keys %{ $self->store } }

1;

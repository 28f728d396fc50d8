package Farm::Board;
use Mojo::Base -base, -signatures;

has 'bus';
has [qw(readings energy drops)] => 0;
has up => sub { {} };

sub new ($class, %args) {
    my $self = $class->SUPER::new(%args);
    my $bus  = $self->bus;
    $bus->on(reading => sub ($b, $id, $reading) {
        $self->readings($self->readings + 1);
        $self->energy($self->energy + $reading->{power} / 60);
    });
    $bus->on(link_up   => sub ($b, $id) { $self->up->{$id} = 1 });
    $bus->on(link_down => sub ($b, $id, $why) {
        delete $self->up->{$id};
        $self->drops($self->drops + 1);
    });
    return $self;
}

1;

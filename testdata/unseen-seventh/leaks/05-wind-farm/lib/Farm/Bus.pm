package Farm::Bus;
use Mojo::Base 'Mojo::EventEmitter';

has [qw(wind limit)] => 0;

sub new {
    my $self = shift->SUPER::new(@_);
    $self->on(wind => sub { my ($bus, $speed) = @_; $bus->wind($speed) });
    return $self;
}

1;

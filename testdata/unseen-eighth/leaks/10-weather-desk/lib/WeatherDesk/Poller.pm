package WeatherDesk::Poller;
use Mojo::Base -base, -signatures;
use Mojo::Promise;

has 'stations';
has latest  => sub { {} };
has warmest => sub { { station => '-', celsius => -273 } };
has closing => sub { Mojo::Promise->new };

# Asks all stations.  Nobody waits for an answer any more once the desk closes.
sub round ($self) {
    my @asked = map { $self->_ask($_) } $self->stations->names;
    return Mojo::Promise->all(@asked);
}

sub _ask ($self, $name) {
    return Mojo::Promise->race($self->stations->observe($name), $self->closing)->then(
        sub ($obs) {
            return unless ref $obs;
            $self->latest->{$name} = $obs;
            $self->warmest({%$obs}) if $obs->{celsius} > $self->warmest->{celsius};
            return;
        }
    );
}

sub stop ($self) {
    $self->closing->resolve('closed');
    return $self;
}

1;

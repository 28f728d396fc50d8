package Quake::Network;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Quake::Station;

has names    => sub { [] };
has window   => 100;
has second   => 0;
has stations => sub ($self) {
    my $n = 0;
    return [map { Quake::Station->new(name => $_, number => $n++, window => $self->window) } @{$self->names}];
};

sub tick ($self) {
    my $second = $self->second;
    for my $station (@{$self->stations}) {
        my $sample = $station->record($second);
        $self->emit(sample => $station, $sample);
    }
    $self->second($second + 1);
    return $self;
}

1;

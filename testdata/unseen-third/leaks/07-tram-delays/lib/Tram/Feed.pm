package Tram::Feed;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

# the positions of the trams; says 'delay' when a tram is late

has lines => sub { [] };
has clock => 0;
has late  => sub { {} };

sub tick ($self) {
    $self->clock($self->clock + 30);
    for my $line (@{ $self->lines }) {
        if (rand() < 0.04) {
            my $minutes = 1 + int rand 12;
            $self->late->{$line} = $minutes;
            $self->emit(delay => $line, $minutes);
        }
        elsif (rand() < 0.1) { delete $self->late->{$line} }
    }
    return $self;
}

1;

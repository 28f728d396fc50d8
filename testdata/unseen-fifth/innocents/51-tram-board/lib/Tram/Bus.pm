package Tram::Bus;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has boards => sub { {} };    # the next departures of each stop, at most 8

sub departure ($self, $stop, $line, $minutes) {
    my $board = $self->boards->{$stop} //= [];
    push @$board, { line => $line, minutes => $minutes };
    shift @$board while @$board > 8;
    return $self->emit($stop => $line, $minutes);
}

1;

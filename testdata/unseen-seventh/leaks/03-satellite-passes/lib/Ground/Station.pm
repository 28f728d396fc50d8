package Ground::Station;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Mojo::Promise;

has [qw(sky logbook)];
has running => 1;
has passes  => 0;

sub listen ($self) {
    return Mojo::Promise->resolve($self->passes) unless $self->running;
    return $self->sky->next_pass->then(sub ($pass) {
        return $self->_downlink($pass);
    })->then(sub ($report) {
        $self->_finish($report);
        return $self->listen;
    });
}

sub shutdown ($self) { return $self->running(0) }

sub _downlink ($self, $pass) {
    my @frames;
    for my $n (1 .. $pass->{duration}) {
        my $frame = $self->_decode($pass, $n);
        push @frames, $frame if $frame->{quality} > 20;
    }
    return {satellite => $pass->{satellite}, elevation => $pass->{elevation}, frames => \@frames};
}

sub _decode ($self, $pass, $n) {
    my $quality = ($pass->{elevation} * 7 + $n * 13) % 100;
    return {n => $n, quality => $quality};
}

sub _finish ($self, $report) {
    my $number = $self->passes($self->passes + 1)->passes;
    $self->logbook->enter($number, $report);
    $self->emit(pass => $number);
}

1;

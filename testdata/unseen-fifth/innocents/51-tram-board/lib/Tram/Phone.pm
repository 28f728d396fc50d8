package Tram::Phone;
use Mojo::Base -base, -signatures;
use Scalar::Util qw(weaken);

has [qw(id bus)];
has seen      => sub { [] };
has callbacks => sub { {} };

sub open ($self, @stops) {
    weaken(my $weak = $self);
    for my $stop (@stops) {
        next if $self->callbacks->{$stop};
        my $cb = $self->bus->on($stop => sub ($bus, $line, $minutes) { $weak->show($stop, $line, $minutes) });
        $self->callbacks->{$stop} = $cb;
    }
    return $self;
}

sub show ($self, $stop, $line, $minutes) {
    push @{ $self->seen }, { stop => $stop, text => "$line in $minutes min" };
    shift @{ $self->seen } while @{ $self->seen } > 6;
    return;
}

sub close ($self) {
    my $callbacks = $self->callbacks;
    $self->bus->unsubscribe($_ => delete $callbacks->{$_}) for keys %$callbacks;
    return $self;
}

1;

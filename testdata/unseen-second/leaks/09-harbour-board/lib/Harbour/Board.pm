package Harbour::Board;
use Mojo::Base -base, -signatures;

has berths => 10;
has ships  => sub { {} };
has log    => sub { [] };
has moves  => 0;

sub arrival ($self, $ship) {
    my $ships = $self->ships;
    return $self->note("$ship is here already") if $ships->{$ship};
    return $self->note("no berth for $ship") if keys %$ships >= $self->berths;
    my %taken = map { $_ => 1 } values %$ships;
    my ($berth) = grep { !$taken{$_} } 1 .. $self->berths;
    $ships->{$ship} = $berth;
    return $self->note("$ship at berth $berth");
}

sub departure ($self, $ship) {
    my $berth = delete $self->ships->{$ship} or return $self->note("$ship was not here");
    return $self->note("$ship leaves berth $berth");
}

sub note ($self, $text) {
    $self->moves($self->moves + 1);
    my $log = $self->log;
    push @$log, $text;
    splice @$log, 0, @$log - 30 if @$log > 30;
    return $text;
}

sub text ($self) { $self->moves . ' messages, in the harbour: ' . join ' ', sort keys %{ $self->ships } }

1;

package Aquarium::Tank;
use Mojo::Base -base, -signatures;

has [qw(number species animals)];
has hunger => sub ($self) { 40 + $self->number };

my %PORTION = (clownfish => 2, seahorse => 3, moray => 60, puffer => 25, lionfish => 30, ray => 45);

sub portion ($self) { return $PORTION{$self->species} * $self->animals }

sub serve ($self, $grams) {
    my $hunger = $self->hunger - $grams / 10;
    $hunger = 40 + $self->number if $hunger < 0;
    $self->hunger($hunger);
    return {
        tank    => $self->number,
        species => $self->species,
        grams   => $grams,
        plates  => [map { $grams / $self->animals } 1 .. $self->animals],
    };
}

1;

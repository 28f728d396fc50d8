package Aquarium::House;
use Mojo::Base -base, -signatures;
use Mojo::Promise;
use Aquarium::Tank;

has tanks   => sub { [] };
has closing => sub { Mojo::Promise->new };
has turn    => 0;

my @SPECIES = qw(clownfish seahorse moray puffer lionfish ray);

sub build ($class, %args) {
    my @tanks = map {
        Aquarium::Tank->new(
            number  => $_,
            species => $SPECIES[$_ % @SPECIES],
            animals => 3 + $_ % 5,
        )
    } 1 .. $args{tanks};
    return $class->new(tanks => \@tanks);
}

sub next_tank ($self) {
    my $tanks = $self->tanks;
    my $tank  = $tanks->[$self->turn % @$tanks];
    $self->turn($self->turn + 1);
    return $tank;
}

sub close_doors ($self) { $self->closing->resolve('closed'); return $self }

1;

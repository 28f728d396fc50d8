package Dungeon::Party;
use strict;
use warnings;
use Dungeon::Registry;

sub new {
    my ($class, %args) = @_;
    my %heroes = map { $_ => {life => 30, hits => 0} } @{$args{heroes}};
    return bless {world => $args{world}, heroes => \%heroes, bag => [], gold => 0, beaten => 0, targets => []}, $class;
}

sub enter {
    my ($self, $room) = @_;
    $self->{targets} = [map { $_->id } @{$room->{monsters}}];
    return map { Dungeon::Registry->describe($_) } @{$self->{targets}};
}

sub fight {
    my ($self, $room) = @_;
    for my $id (@{$self->{targets}}) {
        my $monster = Dungeon::Registry->find($id) or next;
        my $round = 0;
        for my $name ((sort keys %{$self->{heroes}}) x 4) {
            my $hero = $self->{heroes}{$name};
            $hero->{life} -= $monster->strike(++$round) / 10;
            $hero->{hits}++;
            last if $monster->hit(2);
        }
        $self->{gold} += $monster->{value};
        $self->{beaten}++;
    }
    @{$room->{monsters}} = grep { $_->{life} > 0 } @{$room->{monsters}};
    $self->{targets} = [];
}

sub loot {
    my ($self, $room) = @_;
    push @{$self->{bag}}, splice @{$room->{floor}};
    while (@{$self->{bag}} > 12) {
        my $sold = shift @{$self->{bag}};
        $self->{gold} += $sold->{value};
    }
}

sub rest { my ($self) = @_; $_->{life} = 30 for values %{$self->{heroes}} }

sub beaten { $_[0]{beaten} }
sub gold   { $_[0]{gold} }
sub load   { scalar @{$_[0]{bag}} }

1;

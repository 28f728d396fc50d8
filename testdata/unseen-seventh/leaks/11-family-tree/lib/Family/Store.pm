package Family::Store;
use Moose;
use Family::Person;
use Family::Bond;

has rows  => (is => 'ro', isa => 'HashRef', default => sub { {} });
has bonds => (is => 'ro', isa => 'HashRef', default => sub { {} });

my @FIRST = qw(Ada Bruno Cora Dirk Elsa Franz Greta Hugo Ida Jost);
my @HOUSE = qw(Amsel Berger Conrad Dorn Engel Falk Grau Holm);

sub invent {
    my ($self, %size) = @_;
    my $id = 0;
    for my $house (0 .. $size{houses} - 1) {
        my @parents;
        for my $generation (1 .. $size{generations}) {
            my @now;
            for (1 .. 3) {
                $id++;
                $self->rows->{$id} = [$id, "$FIRST[$id % @FIRST] $HOUSE[$house]", 1700 + 28 * $generation + $id % 9];
                push @now, $id;
                $self->_tie($_, $id, 'child') for @parents;
            }
            $self->_tie($now[0], $now[1], 'spouse');
            @parents = @now[0, 1];
        }
    }
    return $self;
}

sub _tie {
    my ($self, $from, $to, $kind) = @_;
    push @{$self->bonds->{$from}}, [$from, $to, $kind];
}

sub person_ids { my ($self) = @_; return [sort { $a <=> $b } keys %{$self->rows}] }

sub person {
    my ($self, $id) = @_;
    my $row = $self->rows->{$id} or return undef;
    return Family::Person->new(id => $row->[0], name => $row->[1], born => $row->[2]);
}

sub load_bonds {
    my ($self, $person) = @_;
    for my $row (@{$self->bonds->{$person->id} // []}) {
        my $bond = $self->_bond_from_row($row, $person);
        $person->add_bond($bond) if $bond;
    }
    return $person;
}

sub _bond_from_row {
    my ($self, $row, $person) = @_;
    my ($from, $to, $kind) = @$row;
    my $other = $self->person($to) or return undef;
    return Family::Bond->new(kind => $kind, source => $person, target => $other);
}

__PACKAGE__->meta->make_immutable;
1;

package Sketch::Canvas;
use Moose;

with 'Sketch::Role::History';

has [qw(width height)] => (is => 'ro', isa => 'Int', required => 1);
has shapes => (is => 'ro', isa => 'HashRef', default => sub { {} });

my $serial = 0;

sub add_polygon {
    my ($self, @points) = @_;
    my $id = 'poly' . ++$serial;
    $self->shapes->{$id} = { colour => '#000000', points => \@points };
    return $id;
}

sub state_of {
    my ($self, $id) = @_;
    my $s = $self->shapes->{$id};
    return { colour => $s->{colour}, points => [map { [@$_] } @{ $s->{points} }] };
}

sub restore_state { my ($self, $id, $state) = @_; $self->shapes->{$id} = $state }

sub move {
    my ($self, $id, $dx, $dy) = @_;
    for my $p (@{ $self->shapes->{$id}{points} }) {
        $p->[0] = ($p->[0] + $dx) % $self->width;
        $p->[1] = ($p->[1] + $dy) % $self->height;
    }
}

sub recolour { my ($self, $id, $c) = @_; $self->shapes->{$id}{colour} = $c }

sub checksum {
    my $self = shift;
    my $sum  = 0;
    $sum += $_->[0] * 3 + $_->[1] for map { @{ $_->{points} } } values %{ $self->shapes };
    return $sum;
}

before [qw(move recolour)] => sub { my ($self, $id) = @_; $self->remember($id) };

__PACKAGE__->meta->make_immutable;
1;

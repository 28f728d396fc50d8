package Warehouse::Trip;
use strict;
use warnings;

# A trip of a robot from the dock to a shelf.  Inside-out object: the object
# itself is only a number, so nobody outside can poke about in its state.
my $serial = 0;

my (%robot_of, %target_of, %position_of, %route_of, %length_of);

sub new {
    my ($class, %arg) = @_;
    my $id   = ++$serial;
    my $self = bless \$id, $class;
    $robot_of{$id}    = $arg{robot};
    $position_of{$id} = $arg{from};
    $target_of{$id}   = $arg{to};
    return $self;
}

sub target { $target_of{ ${ $_[0] } } }
sub robot  { $robot_of{ ${ $_[0] } } }
sub length { $length_of{ ${ $_[0] } } }

# First along the aisle, then across.
sub plan {
    my ($self, $floor) = @_;
    my $id = $$self;
    my ($x, $y)   = @{ $position_of{$id} };
    my ($tx, $ty) = @{ $target_of{$id} };
    my @way;
    push @way, [ $_, $y ] for $x + 1 .. $tx;
    push @way, [ $tx, $_ ] for $y + 1 .. $ty;
    $route_of{$id}  = { steps => \@way, at => 0 };
    $length_of{$id} = @way;
    return $self;
}

sub advance {
    my ($self) = @_;
    my $route = $route_of{$$self};
    $position_of{$$self} = $route->{steps}[ $route->{at}++ ];
    return;
}

sub arrived {
    my ($self) = @_;
    my $route = $route_of{$$self};
    return $route->{at} >= @{ $route->{steps} };
}

sub DESTROY {
    my ($self) = @_;
    my $id = $$self;
    delete $_->{$id} for \(%robot_of, %target_of, %position_of, %length_of);
    return;
}

1;

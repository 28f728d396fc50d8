package Parts::Assembly;
use strict;
use warnings;

# A node knows its parts and the assembly that it is part of, in order that a
# changed price can be carried upwards.
sub new {
    my ($class, %arg) = @_;
    return bless { cent => 0, grams => 0, %arg, parts => [], whole => undef }, $class;
}

sub name  { $_[0]{name} }
sub parts { @{ $_[0]{parts} } }

sub add {
    my ($self, $part) = @_;
    push @{ $self->{parts} }, $part;
    $part->{whole} = $self;
    $part->carry($part->{cent}) if $part->{cent};
    return $part;
}

sub carry {
    my ($self, $cent) = @_;
    for (my $up = $self->{whole}; $up; $up = $up->{whole}) {
        $up->{cent} += $cent;
    }
    return;
}

sub path {
    my ($self) = @_;
    my @name = $self->{name};
    for (my $up = $self->{whole}; $up; $up = $up->{whole}) {
        unshift @name, $up->{name};
    }
    return join ' > ', @name;
}

sub dearest {
    my ($self) = @_;
    my ($best) = sort { $b->{cent} <=> $a->{cent} } grep { !$_->parts } map { $_->parts } $self->parts;
    return $best;
}

# Takes the tree apart.
sub dismantle {
    my ($self) = @_;
    for my $part (splice @{ $self->{parts} }) {
        $part->{whole} = undef;
        $part->dismantle;
    }
    return;
}

1;

package Knit::Step;
use Moo;

has [qw(name row was now undo redo)] => (is => 'ro', required => 1);

sub changed {
    my ($self) = @_;
    return scalar grep { $self->was->[$_] ne $self->now->[$_] } 0 .. $#{$self->was};
}

1;

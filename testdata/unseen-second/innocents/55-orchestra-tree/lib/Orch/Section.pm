package Orch::Section;
use v5.24;
use warnings;
use parent 'Orch::Node';

sub size {
    my $self = shift;
    my $n    = 0;
    $self->walk(sub { $n++ if $_[0]->isa('Orch::Player') });
    return $n;
}

sub leaves {
    my $self = shift;
    my @leaves;
    $self->walk(sub { my $node = shift; push @leaves, $node if $node->isa('Orch::Section') && !grep { $_->isa('Orch::Section') } $node->children });
    return @leaves;
}

package Orch::Player;
use parent -norequire, 'Orch::Node';

sub years { my $self = shift; $self->{years} = shift if @_; return $self->{years} // 0 }

sub path {
    my $self = shift;
    my @path = $self->name;
    for (my $node = $self->parent; $node; $node = $node->parent) { unshift @path, $node->name }
    return join '/', @path;
}

1;

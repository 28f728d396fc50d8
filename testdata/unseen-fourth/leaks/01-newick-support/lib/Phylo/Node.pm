package Phylo::Node;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless { name => undef, length => 0, children => [], %args }, $class;
}

sub add_child {
    my ($self, $child) = @_;
    push @{ $self->{children} }, $child;
    $child->{parent} = $self;
    return $child;
}

sub parent   { $_[0]{parent} }
sub children { @{ $_[0]{children} } }
sub is_root  { !$_[0]{parent} }
sub is_leaf  { !@{ $_[0]{children} } }

sub name   { my $self = shift; $self->{name}   = shift if @_; $self->{name} }
sub length { my $self = shift; $self->{length} = shift if @_; $self->{length} }

sub leaves {
    my ($self) = @_;
    return $self if $self->is_leaf;
    return map { $_->leaves } $self->children;
}

sub inner_nodes {
    my ($self) = @_;
    return if $self->is_leaf;
    return ($self, map { $_->inner_nodes } $self->children);
}

# distance to the root
sub depth {
    my ($self) = @_;
    my $sum = 0;
    for (my $node = $self; $node; $node = $node->parent) {
        $sum += $node->length;
    }
    return $sum;
}

1;

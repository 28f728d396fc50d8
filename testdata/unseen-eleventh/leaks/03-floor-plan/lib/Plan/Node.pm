package Plan::Node;
use Moose;

has name => (is => 'ro', isa => 'Str', required => 1);
has size => (is => 'ro', isa => 'Num', default => 0);
has children => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

# the children belong to us, the parent does not
has parent => (is => 'rw', weak_ref => 1);

sub add {
    my ($self, $child) = @_;
    push @{ $self->children }, $child;
    $child->parent($self);
    return $child;
}

sub remove {
    my ($self, $child) = @_;
    @{ $self->children } = grep { $_ != $child } @{ $self->children };
    $child->parent(undef);
    return $child;
}

# Hang this node, with all below, under another one
sub move_to {
    my ($self, $target) = @_;
    my $old = $self->parent;
    @{ $old->children } = grep { $_ != $self } @{ $old->children } if $old;
    push @{ $target->children }, $self;
    $self->{parent} = $target;
    return $self;
}

sub area {
    my $self = shift;
    my $sum  = $self->size;
    $sum += $_->area for @{ $self->children };
    return $sum;
}

__PACKAGE__->meta->make_immutable;
1;

package Orch::Node;
use v5.24;
use warnings;
use Scalar::Util qw(weaken refaddr);

sub new {
    my ($class, %arg) = @_;
    return bless {children => [], watchers => {}, %arg}, $class;
}

sub name     { $_[0]{name} }
sub parent   { $_[0]{parent} }
sub children { $_[0]{children}->@* }

sub add {
    my ($self, $child) = @_;
    $child->parent->remove($child) if $child->parent;
    push $self->{children}->@*, $child;
    $child->{parent} = $self;
    weaken($child->{parent});
    $self->tell(joined => $child);
    return $child;
}

sub remove {
    my ($self, $child) = @_;
    my $id = refaddr $child;
    $self->{children}->@* = grep { refaddr $_ != $id } $self->{children}->@*;
    delete $child->{parent};
    $self->tell(left => $child);
    return $child;
}

# a watcher is told what happens here and below; it is called with its key,
# and taken away by it
sub watch   { my ($self, $key, $code) = @_; $self->{watchers}{$key} = $code; return $self }
sub unwatch { my ($self, $key) = @_; delete $self->{watchers}{$key}; return $self }

sub tell {
    my ($self, $what, $who) = @_;
    for (my $node = $self; $node; $node = $node->parent) {
        $_->($what, $who) for values $node->{watchers}->%*;
    }
    return;
}

sub walk {
    my ($self, $code) = @_;
    $code->($self);
    $_->walk($code) for $self->children;
    return;
}

1;

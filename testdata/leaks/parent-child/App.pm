package App::Node;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless { name => $args{name}, children => [] }, $class;
}

sub add_child {
    my ($self, $name) = @_;
    my $child = App::Node->new(name => $name);
    return $self->adopt($child);
}

sub adopt {
    my ($self, $child) = @_;
    $child->{up} = $self;
    push @{ $self->{children} }, $child;
    return $child;
}

package App;

sub work {
    my ($class, $n) = @_;
    my $doc = App::Node->new(name => "doc$n");
    $doc->add_child("p$_") for 1 .. 3;
    return scalar @{ $doc->{children} };
}

1;

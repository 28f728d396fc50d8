package Wiki::Cache;
use strict;
use warnings;
use Scalar::Util qw(weaken);

# least recently used, with a doubly linked list (the links back are weak)

sub new {
    my ($class, %args) = @_;
    my $self = bless {size => $args{size}, node => {}, hits => 0}, $class;
    my $head = $self->{head} = {};
    weaken($head->{next} = $head);
    weaken($head->{back} = $head);
    return $self;
}

sub get {
    my ($self, $key) = @_;
    my $node = $self->{node}{$key} or return;
    $self->{hits}++;
    $self->_unlink($node);
    $self->_first($node);
    return $node->{value};
}

sub set {
    my ($self, $key, $value) = @_;
    $self->remove($key);
    my $node = $self->{node}{$key} = {key => $key, value => $value};
    $self->_first($node);
    $self->remove($self->{head}{back}{key}) while keys %{ $self->{node} } > $self->{size};
    return $value;
}

sub remove {
    my ($self, $key) = @_;
    my $node = delete $self->{node}{$key} or return;
    return $self->_unlink($node);
}

sub _first {
    my ($self, $node) = @_;
    my $head = $self->{head};
    weaken($node->{next}       = $head->{next});
    weaken($node->{back}       = $head);
    weaken($head->{next}{back} = $node);
    weaken($head->{next}       = $node);
    return;
}

sub _unlink {
    my ($self, $node) = @_;
    weaken($node->{back}{next} = $node->{next});
    weaken($node->{next}{back} = $node->{back});
    return;
}

sub keys { my $self = shift; return keys %{ $self->{node} } }

1;

package Floor::Step;
use Moo;

has thing => (is => 'ro', required => 1);
has from  => (is => 'ro');
has to    => (is => 'ro');

sub apply {
    my ($self) = @_;
    $self->thing->unbindNode;
    $self->to->appendChild($self->thing) if $self->to;
}

sub revert {
    my ($self) = @_;
    $self->thing->unbindNode;
    $self->from->appendChild($self->thing) if $self->from;
}

1;

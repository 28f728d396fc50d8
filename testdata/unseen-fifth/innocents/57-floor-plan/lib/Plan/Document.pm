package Plan::Document;
use Moose;
use Plan::Step;

has name  => (is => 'ro', isa => 'Str', required => 1);
has slots => (is => 'ro', isa => 'HashRef', default => sub { {} });
has done  => (is => 'ro', isa => 'ArrayRef[Plan::Step]', default => sub { [] });
has back  => (is => 'ro', isa => 'ArrayRef[Plan::Step]', default => sub { [] });
has limit => (is => 'ro', isa => 'Int', default => 120);

sub place {
    my ($self, $slot, $thing) = @_;
    my $step = Plan::Step->new(document => $self, slot => $slot, was => $self->slots->{$slot}, now => $thing);
    $step->apply;
    push @{ $self->done }, $step;
    shift @{ $self->done } while @{ $self->done } > $self->limit;
    @{ $self->back } = ();
    return $step;
}

sub undo {
    my ($self) = @_;
    my $step = pop @{ $self->done } or return;
    $step->revert;
    push @{ $self->back }, $step;
    return 1;
}

sub redo {
    my ($self) = @_;
    my $step = pop @{ $self->back } or return;
    $step->apply;
    push @{ $self->done }, $step;
    return 1;
}

sub kept { return @{ $_[0]->done } + @{ $_[0]->back } }

__PACKAGE__->meta->make_immutable;

package Garden::History;
use Moo;

has keep  => (is => 'ro', default => 50);
has _undo => (is => 'ro', default => sub { [] });
has _redo => (is => 'ro', default => sub { [] });
has steps => (is => 'rw', default => 0);

sub step {
    my ($self, $do, $back) = @_;
    $do->();
    push @{ $self->_undo }, {do => $do, back => $back, number => $self->steps($self->steps + 1)};
    shift @{ $self->_undo } if @{ $self->_undo } > $self->keep;
    @{ $self->_redo } = ();
    return;
}

sub undo {
    my $self = shift;
    my $step = pop @{ $self->_undo } or return;
    $step->{back}->();
    push @{ $self->_redo }, $step;
    return 1;
}

sub redo {
    my $self = shift;
    my $step = pop @{ $self->_redo } or return;
    $step->{do}->();
    push @{ $self->_undo }, $step;
    return 1;
}

sub text {
    my $self = shift;
    return sprintf '%d steps, %d can be undone', $self->steps, scalar @{ $self->_undo };
}

1;

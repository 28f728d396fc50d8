package Sketch::Role::History;
use Moose::Role;

requires qw(state_of restore_state);

has levels  => (is => 'ro', isa => 'Int', default => 3000);
has _states => (
    is      => 'ro',
    traits  => ['Array'],
    default => sub { [] },
    handles => { _push => 'push', _pop => 'pop', _forget_oldest => 'shift', depth => 'count' },
);

sub remember {
    my ($self, $id) = @_;
    $self->_push([$id, $self->state_of($id)]);
}

sub undo {
    my $self = shift;
    my $last = $self->_pop or return;
    $self->restore_state(@$last);
}

after remember => sub {
    my $self = shift;
    $self->_forget_oldest while $self->depth > $self->levels;
};

1;

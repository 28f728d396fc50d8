package Floor::Editor;
use Moo;
use Floor::Step;

has plan      => (is => 'ro', required => 1);
has max_undo  => (is => 'ro', default => 50);
has undone    => (is => 'ro', default => sub { [] });
has steps     => (is => 'ro', default => sub { [] });
has saved     => (is => 'rw', default => 0);
has last_save => (is => 'rw', default => '');

sub _do {
    my ($self, $step) = @_;
    $step->apply;
    push @{ $self->steps }, $step;
    $self->_trim($self->undone);
    return $step;
}

sub _trim {
    my ($self, $list) = @_;
    shift @$list while @$list > $self->max_undo;
}

sub place {
    my ($self, $kind, $room) = @_;
    return $self->_do(Floor::Step->new(thing => $self->plan->make($kind), to => $self->plan->room($room)));
}

sub move_any {
    my ($self, $from, $to) = @_;
    my $thing = $self->plan->first_thing($from) or return;
    return $self->_do(Floor::Step->new(thing => $thing, from => $thing->parentNode, to => $self->plan->room($to)));
}

sub remove_any {
    my ($self, $from) = @_;
    my $thing = $self->plan->first_thing($from) or return;
    return $self->_do(Floor::Step->new(thing => $thing, from => $thing->parentNode));
}

sub undo {
    my ($self) = @_;
    my $step = pop @{ $self->steps } or return;
    $step->revert;
    push @{ $self->undone }, $step;
    $self->_trim($self->undone);
}

sub redo {
    my ($self) = @_;
    my $step = pop @{ $self->undone } or return;
    $step->apply;
    push @{ $self->steps }, $step;
}

sub save {
    my ($self) = @_;
    $self->last_save($self->plan->doc->toString(1));
    $self->saved($self->saved + 1);
}

1;

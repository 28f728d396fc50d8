package Knit::Editor;
use Moo;
use Knit::Step;

has [qw(width height)] => (is => 'ro', required => 1);
has memory => (is => 'ro', default => 100);
has rows   => (is => 'lazy');
has [qw(past future)] => (is => 'ro', default => sub { [] });
has [qw(done undone)] => (is => 'rw', default => 0);

sub _build_rows {
    my ($self) = @_;
    return [map { [('.') x $self->width] } 1 .. $self->height];
}

sub change {
    my ($self, $name, $row, $code) = @_;
    my @before = @{$self->rows->[$row]};
    my @after  = $code->(@before);
    $self->rows->[$row] = [@after];
    push @{$self->past}, Knit::Step->new(
        name   => $name,
        row    => $row,
        was    => \@before,
        now    => \@after,
        undo   => sub { my ($editor) = @_; $editor->rows->[$row] = [@before] },
        redo   => sub { my ($editor) = @_; $editor->rows->[$row] = [@after] },
    );
    shift @{$self->past} while @{$self->past} > $self->memory;
    @{$self->future} = ();
    $self->done($self->done + 1);
    return $self;
}

sub undo {
    my ($self) = @_;
    my $step = pop @{$self->past} or return;
    $step->undo->($self);
    push @{$self->future}, $step;
    $self->undone($self->undone + 1);
    return $step->name;
}

sub redo {
    my ($self) = @_;
    my $step = pop @{$self->future} or return;
    $step->redo->($self);
    push @{$self->past}, $step;
    return $step->name;
}

sub undoable { return scalar @{$_[0]->past} }
sub row_text { my ($self, $n) = @_; return join '', @{$self->rows->[$n]} }

1;

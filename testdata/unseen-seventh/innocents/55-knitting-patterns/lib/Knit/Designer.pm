package Knit::Designer;
use Moo;

has editor => (is => 'ro', required => 1);

my @COLOURS = qw(r g b y w);

sub work {
    my ($self, $n) = @_;
    my $editor = $self->editor;
    my $row    = ($n * 7) % $editor->height;
    my $kind   = $n % 5;
    if    ($kind == 0) { $editor->change(mirror => $row, sub { reverse @_ }) }
    elsif ($kind == 1) { $editor->change(shift  => $row, sub { (@_[1 .. $#_], $_[0]) }) }
    elsif ($kind == 2) { $editor->change(colour => $row, sub { my @r = @_; $r[$n % @r] = $COLOURS[$n % 5]; @r }) }
    elsif ($kind == 3) { $editor->change(stripe => $row, sub { map { $_ % 3 ? 'x' : '.' } 0 .. $#_ }) }
    else               { $editor->change(clear  => $row, sub { ('.') x @_ }) }
    if ($n % 12 == 0) {
        $editor->undo for 1 .. 3;
        $editor->redo;
    }
    return;
}

1;

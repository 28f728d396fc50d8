package Atlas::View;
use Moo;
use Atlas::Tiles;

has name  => (is => 'ro');
has x     => (is => 'rw', default => sub { int rand 20 });
has y     => (is => 'rw', default => sub { int rand 20 });
has tiles => (is => 'rw', default => sub { [] });
has trail => (is => 'ro', default => sub { [] });

sub BUILD { my $self = shift; $self->move(0, 0); return }

sub move {
    my ($self, $dx, $dy) = @_;
    $self->x($self->x + $dx);
    $self->y($self->y + $dy);
    my $shared = Atlas::Tiles->instance;
    $self->tiles([map { my $x = $self->x + $_; map { $shared->tile($x, $self->y + $_) } 0 .. 3 } 0 .. 4]);
    push @{ $self->trail }, [$self->x, $self->y];
    shift @{ $self->trail } if @{ $self->trail } > 40;
    return;
}

1;

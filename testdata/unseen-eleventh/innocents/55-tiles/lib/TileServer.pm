package TileServer;
use Moo;
use TileServer::Shelf;

has tiles => (is => 'ro', default => sub { 1000 });
has shelf => (is => 'lazy');

sub _build_shelf { TileServer::Shelf->new(room => $_[0]->tiles) }

sub tile {
    my ($self, $z, $x, $y) = @_;
    my $key = "$z/$x/$y";
    my $hit = $self->shelf->fetch($key);
    return $hit if defined $hit;
    return $self->shelf->put($key, $self->_render($z, $x, $y));
}

sub _render {
    my ($self, $z, $x, $y) = @_;
    my $seed = ($x * 73856093 ^ $y * 19349663 ^ $z * 83492791) & 0xffff;
    return pack 'n*', map { ($seed * $_) & 0xffff } 1 .. 64;
}

1;

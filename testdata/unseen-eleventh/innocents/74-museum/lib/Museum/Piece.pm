package Museum::Piece;
use Moo;
use Types::Standard qw(Str Int);

has inventory  => (is => 'ro', isa => Str, required => 1);
has year       => (is => 'ro', isa => Int, required => 1);
has artist     => (is => 'lazy');
has provenance => (is => 'lazy');
has essay      => (is => 'lazy', builder => 'write_essay');
has label      => (is => 'lazy');

my @first = qw(Anna Jan Pietro Maria Lucas Clara);
my @last  = qw(Berg Rossi Vermeer Holm Keller Duval);
my @owner = qw(church duke merchant museum dealer bishop family);

sub _build_artist {
    my $self = shift;
    my $h = unpack '%32C*', $self->inventory;
    return "$first[$h % @first] $last[$self->year % @last]";
}

sub _build_provenance {
    my $self = shift;
    my $y    = $self->year;
    return [map { { owner => $owner[($y + $_ * 3) % @owner], from => $y + 40 * $_, to => $y + 40 * $_ + 39 } } 0 .. 4];
}

sub _build_label { my $self = shift; return join ', ', $self->artist, $self->year, $self->inventory }

sub write_essay {
    my $self = shift;
    return join ' ', 'Painted by', $self->artist, map { "In $_->{from} it came to a $_->{owner}." } @{ $self->provenance };
}

1;

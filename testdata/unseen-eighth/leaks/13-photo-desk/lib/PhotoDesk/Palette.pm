package PhotoDesk::Palette;
use strict;
use warnings;

# Colour conversion table, built once; the children share it copy-on-write.
sub build {
    my ($class, %arg) = @_;
    my $n = $arg{levels};
    my %table;
    for my $r (0 .. $n - 1) {
        for my $g (0 .. $n - 1) {
            for my $b (0 .. $n - 1) {
                $table{"$r,$g,$b"} = [ int(0.6 * $r + 0.3 * $g), int(0.8 * $b), $r + $g + $b ];
            }
        }
    }
    return bless { levels => $n, table => \%table }, $class;
}

sub lookup {
    my ($self, @rgb) = @_;
    return $self->{table}{ join ',', map { $_ % $self->{levels} } @rgb };
}

1;

package Crawler::Seen;
use strict;
use warnings;
use Fcntl;
use SDBM_File;

my $IN_MEMORY = 9000;
my $BITS      = 1 << 19;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { maybe => '', recent => {} }, $class;
    tie my %disk, 'SDBM_File', $arg{file}, O_RDWR | O_CREAT, 0600 or die "$arg{file}: $!";
    $self->{disk} = \%disk;
    return $self;
}

sub _slots {
    my $h = 5381;
    $h = ($h * 33 + $_) & 0xffffffff for unpack 'C*', $_[0];
    return ($h % $BITS, ($h >> 7) % $BITS);
}

# true if the url was not known before
sub add {
    my ($self, $url) = @_;
    my @s = _slots($url);
    if (2 == grep { vec $self->{maybe}, $_, 1 } @s) {
        return 0 if $self->{recent}{$url} || $self->{disk}{$url};
    }
    vec($self->{maybe}, $_, 1) = 1 for @s;
    $self->{recent}{$url} = time;
    $self->_spill if keys %{ $self->{recent} } > $IN_MEMORY;
    return 1;
}

sub _spill {
    my $self   = shift;
    my $recent = $self->{recent};
    while (my ($u, $t) = each %$recent) { $self->{disk}{$u} = $t }
    undef %$recent;
}

1;

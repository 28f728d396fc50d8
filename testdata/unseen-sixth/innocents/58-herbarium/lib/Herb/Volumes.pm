package Herb::Volumes;
use strict;
use warnings;

my @GENUS = map { my $a = $_; map { $a . $_ } qw(aria ella anthus iflora odon) } qw(Campan Sil Ros Gent Orch Prim);

sub new   { my ($class, %a) = @_; return bless {%a}, $class }
sub count { $_[0]{count} }
sub genus { return $GENUS[ $_[1] % @GENUS ] }

# the scanned volume as XML
sub xml {
    my ($self, $vol) = @_;
    my $xml = qq{<volume no="$vol">\n};
    for my $no (0 .. $self->{sheets} - 1) {
        my $g = $self->genus($no * 7 + $vol);
        $xml .= sprintf qq{<sheet no="%d"><genus>%s</genus><species>%s</species><place>hill %d</place><year>%d</year></sheet>\n},
            $no, $g, (qw(alba rubra minor alpina vulgaris))[ ($no + $vol) % 5 ], ($no * 3 + $vol) % 25, 1820 + ($no * $vol) % 110;
    }
    return "$xml</volume>";
}

1;

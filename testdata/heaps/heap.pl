#!/usr/bin/env perl
# Writes the heap dump of a process whose heap has a shape that is hard on
# programs that read dumps:
#
#     perl heap.pl SHAPE COUNT OUT.pmat
#     perl heap.pl closures 400000,457025 EARLIER.pmat LATER.pmat
#
# The second dumps one process several times, the more closures it has. Needs
# Devel::MAT::Dumper. Run it without arguments for the shapes.
use v5.14;
use warnings;
no warnings 'recursion';

my %shapes = (
    closures => [ 457_025, 'closures that a singleton keeps in one array, as in the leak that this project began with', \&closures ],
    list     => [ 2_000_000,  'one linked list', \&list ],
    hash     => [ 3_000_000,  'keys of one hash', \&hash ],
    numbers  => [ 10_000_000, 'numbers in one array', \&numbers ],
    objects  => [ 1_000_000,  'small blessed hashes with strings', \&objects ],
    deep     => [ 1_000_000,  'arrays and hashes in each other', \&deep ],
    cycles   => [ 200_000,    'arrays, each with ten references to others: millions of cycles', \&cycles ],
    string   => [ 1 << 30,    'bytes of one string, dumped whole', \&string ],
);

my ( $shape, $counts, @out ) = @ARGV;
my @counts = split /,/, $counts // '';
if ( !@out or @out != @counts or @out > 1 && $shape ne 'closures' or !$shapes{$shape} or grep { !/\A[1-9][0-9]*\z/ } @counts ) {
    print STDERR "usage: perl heap.pl SHAPE COUNT OUT.pmat\n";
    print STDERR "       perl heap.pl closures COUNT,COUNT... OUT.pmat OUT.pmat...\n";
    printf STDERR "  %-9s %10d  %s\n", $_, @{ $shapes{$_} }[ 0, 1 ] for sort keys %shapes;
    exit 2;
}

require Devel::MAT::Dumper;
Devel::MAT::Dumper->import( -max_string => -1 ) if $shape eq 'string';
our $heap;
for my $i ( 0 .. $#out ) {
    $heap = $shapes{$shape}[2]->( $counts[$i] );
    Devel::MAT::Dumper::dump( $out[$i] );
}

# perl's own clearing up of deep structures recurses.
require POSIX;
POSIX::_exit(0);

sub closures {
    my $n         = shift;
    my $singleton = $heap || bless { events => { error => [] } }, 'Emitter';
    for my $id ( @{ $singleton->{events}{error} } + 1 .. $n ) {
        my ( $self, $tx ) = ( $singleton, { id => $id } );
        push @{ $singleton->{events}{error} }, sub {
            my ( $emitter, $err ) = @_;
            my $text = sprintf 'connection %d: %s', $tx->{id}, $err;
            my @parts = split /: /, $text;
            return $self->{last} = $parts[-1];
        };
    }
    return $singleton;
}

sub list {
    my $head;
    $head = [ $_, $head ] for 1 .. shift;
    return $head;
}

sub hash { +{ map { ( "key $_" => $_ ) } 1 .. shift } }

sub numbers { [ 1 .. shift ] }

sub objects {
    [ map { bless { id => $_, name => "object number $_", state => 'ready' }, 'Object' . $_ % 10 } 1 .. shift ]
}

sub deep {
    my $inner;
    $inner = $_ % 2 ? [$inner] : { inner => $inner } for 1 .. shift;
    return $inner;
}

sub cycles {
    my $n     = shift;
    my @nodes = map { [] } 1 .. $n;
    my $state = 1;
    for my $node (@nodes) {
        for ( 1 .. 10 ) {
            $state = ( $state * 1_103_515_245 + 12_345 ) % 2_147_483_648;
            push @$node, $nodes[ $state % $n ];
        }
    }
    return \@nodes;
}

sub string { \( 'x' x shift ) }

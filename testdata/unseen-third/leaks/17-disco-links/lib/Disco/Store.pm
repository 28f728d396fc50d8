package Disco::Store;
use strict;
use warnings;

# the rows, as the database would give them

my @words = qw(Blue Silent Golden Night River Street Paper Moon Glass Summer);

sub fill {
    my ($class, %arg) = @_;
    my (%artist, %link);
    my $n = 0;
    for my $id (1 .. $arg{artists}) {
        $artist{$id} = {id => $id, name => "$words[ $id % 10 ] $words[ $id * 7 % 10 ]"};
        for (1 .. 3 + int rand 8) {
            $n++;
            push @{ $link{$id} }, {id => $n, kind => (qw(album single concert))[ $n % 3 ], title => "$words[ $n % 10 ] $words[ int($n / 3) % 10 ]", year => 1960 + $n % 60};
        }
    }
    return bless {artist => \%artist, link => \%link}, $class;
}

sub artist_row { my ($self, $id) = @_; return $self->{artist}{$id} }
sub link_rows  { my ($self, $id) = @_; return @{ $self->{link}{$id} || [] } }

1;

package App;
use strict;
use warnings;
my %trie;
my %hits;

sub work {
    my ($class, $n) = @_;
    my @parts = (sprintf('%02d', $n % 13), sprintf('%03d', $n % 101), "id$n", 'view');
    $hits{ $parts[0] }++;
    my $node = \%trie;
    for my $part (@parts) {
        # made when it is first asked for
        $node = $node->{$part} //= {};
    }
    $node->{count}++;
    return;
}

1;

package App;
use strict; use warnings;
my %inflight; my $serial = 0; my @peak;
sub steps { (50, 400, 400) }
sub finish { my ($table, $id) = @_; delete $table->{$id} }
sub work {
    my ($class, $n) = @_;
    my $id = ++$serial;
    $inflight{$id} = { id => $id, text => 'x' x 100 };
    push @peak, $id;
    if ($n < 500) { finish(\%inflight, shift @peak) while @peak > 3 }
    return;
}
1;

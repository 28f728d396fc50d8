package App;
use strict; use warnings;
my %inflight; my $serial = 0;
sub finish { my ($table, $id) = @_; delete $table->{$id} }
sub work {
    my ($class, $n) = @_;
    my $id = ++$serial;
    $inflight{$id} = { id => $id, text => 'x' x 100 };
    return if $n % 5 == 0;
    finish(\%inflight, $id);
    return;
}
1;

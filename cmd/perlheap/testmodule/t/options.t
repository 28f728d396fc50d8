use strict;
use warnings;
use Test::More;
use Test::PerlHeap;

for my $wrong ([nosuch => 1], [warmup => 'x'], [count => 1], [level => 'all']) {
    ok !eval { no_growth_ok { die 'it must not run' } 'x', @$wrong; 1 }, "option @$wrong";
    like $@, qr/no_growth_ok.*$wrong->[0].* at \Q$0\E line/, 'and it says so';
}

done_testing;

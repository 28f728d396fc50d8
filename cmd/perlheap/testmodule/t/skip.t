use strict;
use warnings;
use Test::More;
use Test::PerlHeap;

# Without perlheap a test is skipped, and its block does not run.
local $ENV{PATH}     = '';
local $ENV{PERLHEAP} = '';
my $ran = 0;
ok no_growth_ok { $ran++ } 'nothing grows';
is $ran, 0, 'the block did not run';
my $last = (Test::More->builder->details)[0];
like $last->{reason}, qr/nothing grows: perlheap is neither in \$PATH nor named by \$PERLHEAP/, 'the reason is said';

done_testing;

use strict;
use warnings;
use Test::More;
use Test::PerlHeap;

my %seen;
my $n = 0;
no_growth_ok {
    my $record = { number => $n, text => 'x' x 1000 };
    $seen{ $n++ % 10 } = $record;
} 'a table of ten';

our @kept;
my ($ok, $line, @said);
{
    # The failure of this one is what is wanted.
    my $builder = Test::More->builder;
    no warnings 'redefine';
    local *Test::Builder::ok   = sub { $ok = $_[1]; return $_[1] };
    local *Test::Builder::diag = sub { push @said, @_[1 .. $#_]; return };
    no_growth_ok {
        my $id = $n++;
        push @kept, sub { return $id }; $line = __LINE__;
    } 'closures';
}
SKIP: {
    skip 'there is no way to dump', 1 if !defined $ok;
    ok !$ok, 'closures that are kept are found';
    like "@said", qr/growth\.t line $line: .*\@(?:main::)?kept/, 'at their line';
}

done_testing;

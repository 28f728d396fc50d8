# What local and its like put aside: of every kind, and nested.
use strict; use warnings; no warnings qw(once redefine);
our ($scalar, @array, %hash, $other) = (1); @array = (1 .. 5); %hash = (a => 1, b => [2]); our %tree = (x => { y => [1, { z => 2 }] });
our $alias = 'an alias'; sub replaced { 1 } my @lexical = (1, 2, 3); my %lexical = (k => 'v', gone => 'g');
$SIG{USR1} = sub { 2 };
sub down {
    my ($n, $file) = @_;
    local $scalar = $n; local @array = ($n, { n => $n }); local %hash = (n => $n); local $other;
    local $tree{x}{y}[1]{z} = "deep $n"; local $tree{"new $n"} = [$n]; local $lexical[1] = "elem $n"; local $lexical[40]; local $lexical{k} = \$n;
    local *replaced = sub { $n }; local *alias = \$n; local $_ = "topic $n"; local $/ = undef; local $, = "-"; local $SIG{USR1} = 'IGNORE'; local $SIG{ALRM} = sub { $n };
    local $ENV{PERLHEAP_TEST} = $n; local @ENV{qw(A B)} = (1, 2); local @lexical{qw(k other)} = (5, 6); local $| = 1; local $@ = "error $n";
    delete local $lexical{gone}; local *HANDLE; open HANDLE, '<', $0; local $hash{n}; local $array[0] = \@array;
    my $state = do { local @ARGV = ($n); sub { "@ARGV $scalar" } };
    for our $loop (1 .. 2) { for my $my ($n) { for (@array) { return $n ? down($n - 1, $file) : last_call($file) } } }
}
sub last_call { local $SIG{__DIE__} = sub { @_ }; local $SIG{__WARN__} = sub { }; local ($a, $b) = (3, 4); Devel::MAT::Dumper::dump($_[0]) }
down(3, $ARGV[0]);

# requires Future::AsyncAwait
# Subs that wait: suspended once, in a loop, one in another, and one running.
use strict; use warnings; use Future; use Future::AsyncAwait;
our @pending; sub later { my $f = Future->new; push @pending, $f; $f }
async sub once { my ($n) = @_; my @mine = ($n) x 3; my $got = await later(); return $got . "@mine" }
async sub looping { my ($n) = @_; for my $i (1 .. $n) { my %h = (i => $i); my $x = await later(); $h{$x} = 1 } return 'end' }
async sub outer { my $r = shift; my $inner = await once($r); foreach my $e (1, 2) { await looping(2) } return $inner }
our @waiting = ((map { once($_) } 1 .. 4), (map { looping($_) } 2, 3), (map { outer($_) } 5, 6)); $pending[$_]->done("d$_") for 0, 4; async sub dumping { my $x = await later(); my $y = "resumed with $x"; Devel::MAT::Dumper::dump($ARGV[0]); return $y } our $last = dumping(); $pending[-1]->done('go');

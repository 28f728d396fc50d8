# A small heap with something of most kinds, without any module that has to be
# compiled, left as a core.
use strict; use warnings;
package Counter; sub new { my ($class, %self) = @_; return bless {%self}, $class } sub next { return $_[0]{n}++ } package main;
our @kept = map { Counter->new(n => $_) } 1 .. 77; our %by = map { ("key $_" => [$_, "value $_"]) } 1 .. 40;
our @closures = map { my $n = $_; sub { $n += $kept[0]->next } } 1 .. 9; my $copy = my $long = "a long string " x 50;
our $re = qr/(a|b)+\d/; our $float = 3.25; our $big = ~0; our $scalar = "global"; our $unicode = "\x{263a}";
sub deep { my $n = shift; local $scalar = "level $n"; local $by{"key $n"} = $n; return $n ? deep($n - 1) : eval "last_of()" }
sub last_of { print "ready\n"; sleep 1000 }
$| = 1; eval { deep(3) };

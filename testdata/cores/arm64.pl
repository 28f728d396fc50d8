# A small heap with something of most kinds, dumped and then left as a core.
use strict; use warnings; use POSIX (); use Scalar::Util 'weaken'; use Devel::MAT::Dumper;
package Counter { sub new { my ($class, %self) = @_; bless {%self}, $class } sub next { $_[0]{n}++ } } package main;
our @kept = map { Counter->new(n => $_) } 1 .. 77; our %by = map { ("key $_" => [$_, "value $_"]) } 1 .. 40;
my @closures = map { my $n = $_; sub { $n += $kept[0]->next } } 1 .. 9; weaken(my $weak = $kept[5]); my $cow = "a long string " x 50; my $copy = $cow; my $re = qr/(a|b)+\d/; my $float = 3.25; my $big = ~0; our $scalar = "global";
sub deep { my ($n, $file) = @_; local $scalar = "level $n"; local $by{"key $n"} = $n; return $n ? deep($n - 1, $file) : eval "last_of(\$file)" }
sub last_of { Devel::MAT::Dumper::dump($_[0]); POSIX::abort() }
eval { deep(3, $ARGV[0]) };

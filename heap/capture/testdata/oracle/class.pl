# requires feature "class"
# Classes: fields of every kind, inheritance, phases, methods under way.
use v5.38; use feature 'class'; no warnings;
class Point 1.5 { field $x :param = 0; field $y :param //= 5; field @trail = (1, 2); field %seen = (a => [1]); field $unset; ADJUST { $seen{made} = "$x,$y"; push @trail, { x => $x } } method x { $x } method where { return sub { "$x and $y and @trail" } } method call_hidden ($n) { $unset = [$n]; return $n } }
class Point3 :isa(Point) { field $z :param; field $cb; field $lazy = do { my $v = 5; sub { $v++ } }; ADJUST { $cb = sub { $self->x + $z } } method run ($file) { my $inside = [$z]; local $_ = $z; my $m = method { $z }; for my $i (1) { Devel::MAT::Dumper::dump($file) } return $inside } method cb { $cb } }
class Holder { field $point; field $other :param(thing) ||= 7; method hold ($p) { $point = $p; $self } }
our @points = map { Point->new(x => $_) } 1 .. 10; our @three = map { Point3->new(x => $_, z => -$_) } 1 .. 5; our @subs = map { $_->where } @points, @three; our @held = map { Holder->new(thing => 0)->hold($_) } @three; $_->call_hidden(3) for @points; our $anon = $three[1]->cb; $anon->(); $three[2]->run($ARGV[0]);

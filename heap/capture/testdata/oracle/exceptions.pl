# Stacks of eval and die, try and catch, defer, and what they leave.
use strict; use warnings; no warnings 'once';
package Err { sub new { my ($c, %a) = @_; bless {%a}, $c } sub throw { my $c = shift; die $c->new(@_, at => [caller]) } } package main; our @caught;
sub level { my ($n, $file) = @_; my $guard = bless { n => $n }, 'Guard'; eval { Err->throw(n => $n) if $n % 2; 1 } or do { my $e = $@; push @caught, $e; undef $@ }; return eval { eval "\n#line 50 \"made up $n.pl\"\nlevel(\$n - 1, \$file)" if $n; return $n ? 1 : bottom($file) } } sub Guard::DESTROY { local $@; eval { 1 } }
sub bottom { my $file = shift; my $sub = eval 'sub { my @in = @_; eval { die [@in] }; push @main::caught, $@; eval { Devel::MAT::Dumper::dump($in[0]) } }' or die; local $@ = "left over"; $sub->($file, { deep => 1 }) }
sub with_wantarray { wantarray } my @w = with_wantarray(); my $w = with_wantarray(); if ($] >= 5.034) { eval q{ use feature 'try'; no warnings; sub tried { my $f = shift; try { die "in try\n" } catch ($e) { push @caught, $e; level(4, $f) } } tried($ARGV[0]); 1 } or die } else { level(4, $ARGV[0]) }

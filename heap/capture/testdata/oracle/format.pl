# Formats, one of them being written: its line asks for the dump.
use strict; use warnings; no warnings 'once';
our ($title, @lines) = ("a title", "one line", "another that is longer and is cut into pieces"); my $lexical = "closed over";
package Asking { sub TIESCALAR { bless { file => $_[1], n => 0 }, $_[0] } sub FETCH { Devel::MAT::Dumper::dump($_[0]{file}) unless $_[0]{n}++; 'asked' } }
package main;
tie our $asking, 'Asking', $ARGV[0]; open our $out, '>', '/dev/null' or open $out, '>', \ my $mem or die;
format REPORT_TOP =
@<<<<<<<<<<<< @>>>>> @||||||
$title,       $.,    $%
-----------------
.
format REPORT =
^<<<<<~~
$lines[1]
@<<<<<<<<< @>>>
$asking,   $lines[0]
@#####.## @*
3.14159, $lexical
.
sub made { my $inner = shift; eval "format INNER =\n\@<<<<\n\$inner\n.\n1" or die; return sub { $inner } }
my $made = made("captured by a format"); { my $old = select $out; $~ = 'REPORT'; $^ = 'REPORT_TOP'; $= = 20; $| = 1; select $old }
my $picture = "@<<< @>>>"; formline $picture, "ab", "cd"; write $out;

package Spa::Clock;
use strict;
use warnings;

sub new     { my ($class, %a) = @_; my $now = $a{start} || 0; return bless \$now, $class }
sub now     { ${ $_[0] } }
sub forward { my ($self, $s) = @_; $$self += $s; return $$self }
sub hhmm    { my $t = ${ $_[0] }; return sprintf '%02d:%02d', $t / 3600 % 24, $t / 60 % 60 }

1;

package Batch;
use strict; use warnings;
sub new { bless { rows => [], size => 1000, written => 0 }, shift }
sub add { my ($s, $r) = @_; my $n = push @{ $s->{rows} }, $r; $s->flush if $n >= $s->{size}; return }
sub flush { my $s = shift; $s->{written} += @{ $s->{rows} }; @{ $s->{rows} } = (); return }
package App;
my $b = Batch->new;
sub work { my (undef, $n) = @_; $b->add({ id => $n, text => "row $n" }); return }
1;

package Spool;
use strict;
use warnings;

my @jobs;
my $next = 0;

sub add {
    my ($class, $text) = @_;
    my $id = $next += 40;
    $jobs[$id] = { id => $id, text => $text };
    return $id;
}

sub finish { my ($class, $id) = @_; delete $jobs[$id]; return }

package App;
my @open;
sub work {
    my (undef, $n) = @_;
    push @open, Spool->add("job $n");
    Spool->finish(shift @open) if @open > 9;
    return;
}
1;

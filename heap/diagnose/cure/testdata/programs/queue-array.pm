# cure: none
# words: @queue
# not: __SUB__
package App;
use strict; use warnings;
sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my @queue;
    my $said = '';
    push @queue, sub { $probe or die; $said .= scalar(@queue) };
    push @queue, sub { $said .= "two$n" };
    $_->() for @queue;
    return $said;
}
1;

# cure: __SUB__ for $poll
# needs: Future::AsyncAwait
package App;
use v5.14;
use warnings;
use Future;
use Future::AsyncAwait;
sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $poll;
    $poll = async sub {
        my ($left) = @_;
        $probe or die;
        my $x = await Future->done($left);
        return $n unless $x;
        return 1 + await $poll->($left - 1);
    };
    return $poll->(3)->get;
}
1;

# cure: Use __SUB__ for $walk
package App;
use v5.36;

sub work ($class, $n) {
    my $probe = Probe->new;
    my $walk;
    $walk = sub ($depth) {
        $probe or die;
        return 0 if $depth == 0;
        my @all = map { $walk->($_ - 1) } 1 .. $depth;
        return $n + @all;
    };
    return $walk->(3);
}

1;

# cure: Use __SUB__ for $walk inside the sub
# needs: feature=class
package App;
use v5.38;
use experimental 'class';

class App::Tree {
    field $n :param;
    field $probe = Probe->new;
    method count ($depth) {
        my $keep = $probe;
        my $walk;
        $walk = sub ($left) {
            $keep or die;
            return $n unless $left;
            return 1 + $walk->($left - 1);
        };
        return $walk->($depth);
    }
}

sub work ($class, $n) { return App::Tree->new(n => $n)->count(3) }

1;

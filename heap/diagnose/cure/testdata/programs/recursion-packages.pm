# cure: Use __SUB__ for $walk
package App::Other {
    use v5.16;
    sub name { 'other' }
}

package App::Third;
sub name { use feature 'current_sub'; 'third' }

package App 1.5;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $walk;
    $walk = sub {
        my $depth = shift;
        die unless $probe;
        return $depth ? join(',', $depth, $walk->($depth - 1)) : App::Other->name . App::Third->name;
    };
    return $walk->(3) . $n;
}

1;

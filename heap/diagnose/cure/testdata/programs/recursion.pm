# cure: Use __SUB__ for $walk
# words: use __SUB__ instead of $walk
package App;
use strict;
use warnings;

=head1 NAME

    use feature 'current_sub';
    use Other;

=cut

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $text = 'use v5.36;';
    my $walk;
    $walk = sub {
        my $depth = shift;
        $probe or die;
        return $depth > 0 ? 1 + $walk->($depth - 1) : $n;
    };
    return "$text " . $walk->(3);
}

1;
__END__

use feature 'current_sub';

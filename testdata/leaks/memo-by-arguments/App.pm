package App;
use strict; use warnings;
my %cache;
sub slow { my %o = @_; return join '-', map {"$_=$o{$_}"} sort keys %o }
sub memo {
    my $f = shift;
    return sub {
        my $key = join "\0", @_;
        $cache{$key} = $f->(@_) unless exists $cache{$key};
        return $cache{$key};
    };
}
my $fast = memo(\&slow);
sub work { my ($c, $n) = @_; $fast->(user => $n % 7, at => $n * 3, text => 'x' x 50); return }
1;

package App::Templates;
use strict;
use warnings;

my %compiled;

# compiled when first asked for; there are 150 of them
sub compile {
    my ($class, $name) = @_;
    return $compiled{$name} ||= do {
        my $code = eval sprintf 'sub { my $v = shift; return join q{ }, $v->{user}, %s }', join ', ', map { "q{$name $_}" } 1 .. 8;
        { code => $code, vars => [ 'user', 'lang' ] };
    };
}

package App;

sub steps { return (40, 400, 400) }
sub work { my ($class, $n) = @_; return length App::Templates->compile('page' . $n * 7 % 150)->{code}->({ user => $n }) }

1;

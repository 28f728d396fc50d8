package App;
use strict; use warnings;
my @todo = map { "file$_" } 1 .. 1000;
my %index;
sub load { my $name = shift; $index{$name} = { name => $name, words => [1 .. 5] }; return }
sub work {
    my ($class, $n) = @_;
    my $name = shift @todo // return;
    load($name);
    return;
}
1;

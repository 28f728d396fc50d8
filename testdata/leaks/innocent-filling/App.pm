package App;
use strict;
use warnings;
my (@log, %cache, @keys);

sub steps { return 300, 300, 300 }

sub work {
    my ($class, $n) = @_;
    push @log, { n => $n, text => "request $n is done" };
    shift @log while @log > 1000;

    my $key = "k$n";
    $cache{$key} = [ $n, "value $n" ];
    push @keys, $key;
    delete $cache{ shift @keys } if keys %cache > 2000;
    return;
}

1;

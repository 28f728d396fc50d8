package App;
use strict;
use warnings;
my $trace = '';
my %count;

sub steps { return 500, 4000, 4000 }

sub work {
    my ($class, $n) = @_;
    $count{ $n % 7 }++;
    $trace .= "request $n was handled by the worker with the result ok\n";
    return length $trace;
}

1;

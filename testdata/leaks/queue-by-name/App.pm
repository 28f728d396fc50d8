package App;
use strict;
use warnings;
my %queue;
my %done;

sub enqueue {
    my ($class, $name, $job) = @_;
    $done{$name}++;
    push @{ $queue{$name} }, { job => $job, args => [ 1, 2 ] };
    return;
}

sub work { my ($class, $n) = @_; return $class->enqueue($n % 2 ? 'mail' : 'thumbs', "job$n") }

1;

package App;
use strict;
use warnings;
my $listeners = [];
my @recent;

sub work {
    my ($class, $n) = @_;
    push @recent, $n;
    shift @recent while @recent > 9;
    return $class->subscribe({ name => "listener$n", prio => $n % 3 });
}

sub subscribe {
    my ($class, $l) = @_;
    # by priority
    $listeners = [ sort { $a->{prio} <=> $b->{prio} } @$listeners, $l ];
    return scalar @$listeners;
}

1;

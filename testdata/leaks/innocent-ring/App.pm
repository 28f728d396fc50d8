package App;
use strict;
use warnings;
my $max = 500;
my (@ring, %by_id);
my $buffer = '';

sub steps { return 800, 400, 400 }

sub work {
    my ($class, $n) = @_;
    my $entry = { id => $n, text => "message $n " . ('x' x ($n % 40)), cb => sub { $n } };
    push @ring, $entry;
    $by_id{$n} = $entry;
    while (@ring > $max) { my $old = shift @ring; delete $by_id{ $old->{id} } }
    $buffer .= "line $n\n";
    $buffer = substr $buffer, -5000 if length $buffer > 10_000;
    return;
}

1;

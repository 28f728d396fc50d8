package App;
use strict;
use warnings;
use lib __FILE__ =~ s{[^/]+/App\.pm$}{modules}r;
use Pump;

my $lines = 0;
my @pumps = map { open_pump("pump $_") } 1 .. 4;

sub open_pump {
    my $name = shift;
    my $offset = 0;
    return Pump->new(
        name    => $name,
        on_read => sub {
            my ($pump, $buffer) = @_;
            while ((my $end = index $$buffer, "\n", $offset) >= 0) {
                $lines++;
                $offset = $end + 1;
            }
        },
    );
}

sub work {
    my ($class, $n) = @_;
    $_->feed("a line of some length, number $n\n" x 4) for @pumps;
    return;
}

1;

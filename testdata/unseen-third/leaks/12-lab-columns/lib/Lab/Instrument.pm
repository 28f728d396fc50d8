package Lab::Instrument;
use strict;
use warnings;

my @kind = qw(photometer titrator balance);

sub new { my $class = shift; return bless {number => 20_000}, $class }

# the columns of the samples bear the numbers of the samples
sub export {
    my $self    = shift;
    my $kind    = $kind[ rand @kind ];
    my @samples = map { 'sample_' . ++$self->{number} } 1 .. 2 + int rand 4;
    my $text    = join(';', 'kind', 'minute', 'blank', @samples) . "\n";
    for my $minute (1 .. 10 + int rand 10) {
        $text .= join(';', $kind, $minute, map { sprintf '%.3f', rand 5 } 'blank', @samples) . "\n";
    }
    return $text;
}

1;

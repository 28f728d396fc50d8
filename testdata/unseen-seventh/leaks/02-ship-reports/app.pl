use strict;
use warnings;
use Devel::MAT::Dumper;
use AnyEvent;
use AnyEvent::Handle;
use AnyEvent::Util ();
use Ships::Receiver;
use Ships::Radio;
use Ships::Chart;

# A lighthouse: ships send reports over the radio line, each report announces
# its number of sentences; the chart keeps the last position of every ship.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 99;

my ($near, $far) = AnyEvent::Util::portable_socketpair();
my $chart    = Ships::Chart->new;
my $radio    = Ships::Radio->new(fh => $far, ships => 30);
my $receiver = Ships::Receiver->new(fh => $near);

my %seen = (ok => 0, bad => 0);

sub one_report {
    my $cv = AE::cv;
    $receiver->next_report(sub {
        my ($report) = @_;
        if ($report) {
            $chart->plot($report);
            $seen{ok}++;
        }
        else {
            $seen{bad}++;
        }
        $cv->send;
    });
    $radio->transmit;
    $cv->recv;
}

my @parts = ([200, 'early'], [400, 'mid'], [$tail, 'late']);
for my $part (@parts) {
    one_report() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d reports, %d bad, %d ships on the chart, busiest %s\n",
    $seen{ok}, $seen{bad}, $chart->ships, $chart->busiest;
$receiver->close;
$radio->close;

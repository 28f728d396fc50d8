use strict;
use warnings;
use Metering::Meters;
use Metering::Shipper;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 50;

my $meters  = Metering::Meters->new(90);
my $shipper = Metering::Shipper->new;
my ($batches, $bytes) = (0, 0);
$shipper->on(batch => sub {
    my ($s, $payload, $n) = @_;
    $batches++;
    $bytes += length $payload;
});

my %stop = (15 => 'early', 45 => 'mid', 110 => 'late');
my $rounds = 110;
for my $round (1 .. $rounds) {
    $shipper->queue($_) foreach $meters->read_all($round);
    my $name = $stop{$round};
    Devel::MAT::Dumper::dump("$out/$name.pmat") if $name;
}
$shipper->flush;
print "$batches batches, $bytes bytes\n";

use strict;
use warnings;
use TileServer;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 23;

my $server = TileServer->new(tiles => 4500);
my ($x, $y, $z) = (2000, 1300, 12);

my $served = 0;
my $bytes  = 0;

sub pan {
    $x += int(rand 9) - 4;
    $y += int(rand 9) - 4;
    $z = 10 + int rand 5 if rand() < 0.03;
    for my $dx (0 .. 2) {
        for my $dy (0 .. 1) {
            $bytes += length $server->tile($z, $x + $dx, $y + $dy);
            $served++;
        }
    }
}

my @marks = ([200, 'early'], [600, 'mid'], [1400, 'late']);
my $pans = 0;
foreach (@marks) {
    my ($to, $name) = @$_;
    pan(), $pans++ while $pans < $to;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
print "$served tiles, $bytes bytes\n";

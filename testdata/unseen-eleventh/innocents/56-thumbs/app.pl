use strict;
use warnings;
use IO::Async::Loop;
use Future::AsyncAwait;
use Thumbs::Studio;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 8;

my $loop   = IO::Async::Loop->new;
my $studio = Thumbs::Studio->new(presses => 12);

my %snap = (170 => 'early', 270 => 'mid', 450 => 'late');
my $end = 450;

async sub day {
    for my $t (1 .. $end) {
        my $uploads = int(8.5 + 8 * sin(6.28318 * $t / 1200));
        $studio->submit("photo-$t-$_.jpg", [320 + 10 * int rand 50, 200 + 10 * int rand 50]) for 1 .. $uploads;
        await $loop->later;
        $studio->tick;
        Devel::MAT::Dumper::dump("$out/$snap{$t}.pmat") if exists $snap{$t};
    }
    return $studio->finished;
}

my $n = day()->get;
print "$n thumbnails\n";

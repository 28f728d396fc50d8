#!/usr/bin/env perl
# weighs lorries on bridges: mean weight over a window of three hours
use strict;
use warnings;
use Devel::MAT::Dumper;
use Bridge::Window;

my $dir = shift or die "usage: $0 DIR\n";
srand 59;

my %window = map { ("bridge $_" => Bridge::Window->new(minutes => 180)) } 1 .. 8;
my $minute = 0;
my @warnings;

sub minutes {
    my ($count) = @_;
    for (1 .. $count) {
        $minute++;
        for my $name (sort keys %window) {
            my $window = $window{$name};
            $window->add($minute, { plate => sprintf('X%04d', rand 10_000), tons => 3 + rand 37, axles => 2 + int rand 4 }) if rand() < 0.8;
            $window->slide($minute);
            next if ($window->mean // 0) <= 24.5;
            push @warnings, { minute => $minute, bridge => $name, mean => $window->mean };
        }
        # a warning is shown for a day
        shift @warnings while @warnings && ($warnings[0]{minute} < $minute - 1440 || @warnings > 200);
    }
    return;
}

for my $step ([early => 40], [mid => 70], [late => 80]) {
    my ($name, $count) = @$step;
    minutes($count);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    my $lorries = 0;
    $lorries += $_->count for values %window;
    printf "%s: minute %d, %d lorries in the windows, %d warnings\n", $name, $minute, $lorries, scalar @warnings;
}

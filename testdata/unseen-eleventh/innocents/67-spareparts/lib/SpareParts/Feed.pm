package SpareParts::Feed;
use strict;
use warnings;

sub write_file {
    my ($fh, $day) = @_;
    print $fh qq{<?xml version="1.0"?>\n<parts day="$day">\n};
    for my $n (0 .. 3199) {
        printf $fh qq{<part no="P%05d" group="%s"><name>%s %d</name><price>%.2f</price><weight>%d</weight></part>\n},
            $n, (qw(brake engine body))[$n % 3], (qw(Bolt Disc Hose Cap))[$n % 4], $n, 2 + $n % 90 + $day / 100, 10 + $n % 700;
    }
    print $fh "</parts>\n";
    close $fh;
}

1;

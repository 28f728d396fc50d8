#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use PhotoDesk::Palette;
use PhotoDesk::Farm;

# Picture desk of a news agency: each incoming photo is scaled in a child
# process; the parent looks after the children and keeps the score.
my $out = shift or die "usage: $0 OUTDIR\n";

my $palette = PhotoDesk::Palette->build(levels => 12);
my $farm    = PhotoDesk::Farm->new(palette => $palette, children => 4);

my @desk  = qw(sports politics culture science);
my @shots = ([ early => 60 ], [ mid => 200 ], [ late => 500 ]);
my $n     = 0;

foreach my $shot (@shots) {
    my ($name, $until) = @$shot;
    while ($n < $until) {
        $n++;
        $farm->scale({
            id      => sprintf('P%05d', $n),
            desk    => $desk[ $n % 4 ],
            caption => "Photo $n for the $desk[ $n % 4 ] desk",
            sizes   => [ 160, 480, 1024 ],
            pixel   => [ map { ($n * $_) % 251 } 1 .. 24 ],
        });
    }
    $farm->drain;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
printf "%-9s %4d\n", $_, $farm->score->{$_} for sort keys %{ $farm->score };

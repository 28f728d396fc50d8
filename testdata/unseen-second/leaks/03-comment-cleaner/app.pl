#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Forum::Board;
use Forum::Visitors;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 21;

my $board    = Forum::Board->new(shown => 40);
my $visitors = Forum::Visitors->new;

sub evening {
    my $posts = shift;
    while ($posts--) {
        my ($who, $html) = $visitors->next_post;
        $board->post($who, $html);
        $board->page if $posts % 10 == 0;
    }
}

for my $name (qw(early mid late)) {
    evening($name eq 'early' ? 60 : 350);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    printf "%s: %d posts, %d tags removed\n", $name, $board->counts;
}

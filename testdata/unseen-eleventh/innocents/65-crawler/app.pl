#!/usr/bin/perl
use strict;
use warnings;
use File::Temp qw(tempdir);
use Crawler::Web;
use Crawler::Seen;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 1234;

my $tmp  = tempdir(CLEANUP => 1);
my $web  = Crawler::Web->new;
my $seen = Crawler::Seen->new(file => "$tmp/seen");

my ($pages, $links, $fresh) = (0, 0, 0);
my $url = $web->start;
my @goals = map { { pages => $_->[0], name => $_->[1] } } [150, 'early'], [450, 'mid'], [1050, 'late'];

GOAL: for my $goal (@goals) {
    while ($pages < $goal->{pages}) {
        my @out = $web->links($url);
        $links += @out;
        my @new = grep { $seen->add($_) } @out;
        $fresh += @new;
        $url = @new ? $new[ rand @new ] : $web->start;
        $pages++;
    }
    Devel::MAT::Dumper::dump("$out/$goal->{name}.pmat");
}
print "$pages pages, $links links, $fresh new\n";

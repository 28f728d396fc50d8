#!/usr/bin/perl
# Price board: simulated trading screens follow the quotes of a feed.
use strict;
use warnings;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use PriceFeed;
use Screen;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %dump_at = (150 => 'early', 500 => 'mid', 1300 => 'late');
my $feed    = PriceFeed->new(symbols => [qw(ACME BOLT CORE DYNE EPIC)], depth => 400);
my %open;       # screen id => Screen, those being looked at now
my $served = 0;

sub open_screen {
    my $id = ++$served;
    $open{$id} = Screen->new(id => $id, feed => $feed)->start;
    return $id;
}

sub close_screen {
    my $id = shift;
    my $screen = delete $open{$id} or return;
    $screen->finish;
}

# Warm up the tape so that charts have something to show
$feed->tick for 1 .. 500;

my $id;
$id = Mojo::IOLoop->recurring(0.001 => sub {
    my $new = open_screen();
    $feed->tick;
    close_screen($new - 8);

    if (my $name = $dump_at{$new}) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        if ($name eq 'late') {
            Mojo::IOLoop->remove($id);
            Mojo::IOLoop->stop;
        }
    }
});
Mojo::IOLoop->start;
exit 0;

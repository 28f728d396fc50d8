#!/usr/bin/perl
use strict;
use warnings;
use IO::Async::Loop;
use Socket;
use Devel::MAT::Dumper;
use Lift::Controller;
use Lift::Link;

# Service desk for lifts: asks the controllers in the machine rooms for their
# state.  Old controllers answer only most of the time.
my $out  = shift or die "usage: app.pl OUTDIR\n";
my $loop = IO::Async::Loop->new;

socketpair(my $ours, my $theirs, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die "socketpair: $!";
$_->blocking(0) for $ours, $theirs;

my $bus  = Lift::Controller->attach($loop, $theirs);
my $link = Lift::Link->new(loop => $loop, handle => $ours, patience => 0.02);

my %dump_at = (15 => 'early', 50 => 'mid', 130 => 'late');
my %state;

for my $round (1 .. 130) {
    for my $lift (1 .. 20) {
        $link->ask("STATE $lift", sub { $state{$lift} = shift });
    }
    $loop->loop_once(0.01) while $link->outstanding;
    Devel::MAT::Dumper::dump("$out/$dump_at{$round}.pmat") if $dump_at{$round};
}

my $s = $link->stats;
printf "%d asked, %d answered, %d silent, slowest %.0f ms\n",
    @$s{qw(asked answered silent)}, 1000 * $s->{slowest};

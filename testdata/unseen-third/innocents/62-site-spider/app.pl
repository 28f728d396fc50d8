#!/usr/bin/perl
use Mojo::Base -strict, -signatures, -async_await;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Mojo::Promise;
use Spider::Site;
use Spider::Crawl;

my $out = shift // die "usage: $0 OUTDIR\n";
srand 62;

my $site = Spider::Site->new(pages => 160);
my %seen_in_round;
my $rounds = 0;

async sub rounds_p ($n) {
    for my $round (1 .. $n) {
        my $crawl = Spider::Crawl->new(site => $site, workers => 4);
        $seen_in_round{ ++$rounds } = await $crawl->run_p;
        delete $seen_in_round{ $rounds - 5 };    # the last five rounds
        $site->change;
    }
    return;
}

# the dumps come in the middle of a round
sub dump_in ($seconds, $name) {
    return Mojo::Promise->timer($seconds)->then(sub {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        say "$name: $rounds rounds, pages found: ", join ' ', map { $seen_in_round{$_} } sort { $a <=> $b } keys %seen_in_round;
    });
}

my $load = 1;
async sub main_p {
    await rounds_p(1);
    await Mojo::Promise->all(rounds_p(2), dump_in(0.15, 'early'));
    await rounds_p(5);
    await Mojo::Promise->all(rounds_p(2), dump_in(0.15, 'mid'));
    await rounds_p(5 * $load);
    await Mojo::Promise->all(rounds_p(2), dump_in(0.15, 'late'));
    return;
}

main_p()->catch(sub ($err) { die $err })->wait;

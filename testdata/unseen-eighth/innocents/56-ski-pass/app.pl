#!/usr/bin/perl
use strict;
use warnings;
use HTTP::Request::Common qw(GET);
use HTTP::Response;
use HTTP::Message::PSGI;
use Devel::MAT::Dumper;
use SkiPass::Sessions;
use SkiPass::Shop;

# Web shop of a lift company on a morning with more and more visitors.
my $out   = shift or die "usage: app.pl OUTDIR\n";
my $clock = 0;
my $store = SkiPass::Sessions->new(idle => 300, max => 500, now => sub { $clock });
my $app   = SkiPass::Shop->new(sessions => $store)->to_app;

my %dump = (200 => 'early', 700 => 'mid', 2000 => 'late');
my @known;
srand 16;

for my $n (1 .. 2000) {
    $clock += $n < 400 ? 3 : $n < 1200 ? 1.5 : 0.8;
    my @cookie = (@known && rand() < 0.5) ? (Cookie => $known[ rand @known ]) : ();
    my $res = HTTP::Response->from_psgi($app->(GET('http://ski.local/pass/' . (1 + int rand 6), @cookie)->to_psgi));
    if (my $set = $res->header('Set-Cookie')) {
        push @known, $set;
        shift @known if @known > 40;
    }
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
printf "%d open, %d expired, %d pushed out\n", $store->count, @{ $store->gone }{qw(idle full)};

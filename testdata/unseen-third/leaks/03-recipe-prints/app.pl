#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common;
use HTTP::Message::PSGI;
use Kitchen::App;

my $where = shift or die "usage: $0 OUTDIR\n";
srand(303);

my $app = Kitchen::App->to_app;
my $served = 0;

sub visit {
    my ($path, %form) = @_;
    my $req = %form ? POST("http://kitchen.example$path", [%form]) : GET("http://kitchen.example$path");
    my $res = $app->($req->to_psgi);
    $served++ if $res->[0] < 500;
    return $res;
}

sub evening {
    my $visits = shift;
    for (1 .. $visits) {
        my $dice = rand;
        if    ($dice < 0.55) { visit('/recipe/' . (1 + int rand 60)) }
        elsif ($dice < 0.75) { visit('/list/' . (qw(soup salad cake bread))[ rand 4 ]) }
        elsif ($dice < 0.95) { visit('/print/' . (1 + int rand 60)) }
        else                 { visit('/rate/' . (1 + int rand 60), stars => 1 + int rand 5) }
    }
    return;
}

evening(60);
for my $step (qw(early mid late)) {
    Devel::MAT::Dumper::dump("$where/$step.pmat");
    print "$step: $served pages\n";
    last if $step eq 'late';
    evening(500);
}

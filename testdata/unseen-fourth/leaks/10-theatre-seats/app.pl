#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common qw(GET POST);
use HTTP::Message::PSGI;
use Theatre;

# Box office of a small theatre, with an evening of visitors played back.
my $out = shift or die "usage: $0 OUTDIR\n";
srand 10;

my $app = Theatre->psgi_app;
my %status;

sub request {
    my $res = HTTP::Response->from_psgi($app->(shift->to_psgi));
    $status{ $res->code }++;
}

sub visitors {
    for (1 .. shift) {
        my $show = 1 + int rand 12;
        request(GET "http://box.local/show/$show/info");
        request(GET "http://box.local/show/$show/seats") if rand() < 0.6;
        request(POST "http://box.local/show/$show/book", [seat => 1 + int rand 150]) if rand() < 0.4;
    }
}

sub dump_now {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", join(', ', map {"$status{$_} x $_"} sort keys %status), "\n";
}

visitors(30);
dump_now('early');
visitors(110);
dump_now('mid');
visitors(110);
dump_now('late');

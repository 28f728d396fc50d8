#!/usr/bin/env perl
use strict;
use warnings;
use Plack::Builder;
use Plack::Test;
use HTTP::Request::Common qw(GET POST);
use Wine::Catalog;
use Wine::Orders;
use Wine::Web;
use Devel::MAT::Dumper;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 11;

my $catalog = Wine::Catalog->new(bottles => 300);
my $orders  = Wine::Orders->new(keep => 40);
my $web     = Wine::Web->new(catalog => $catalog, orders => $orders);

my $psgi = builder {
    enable '+Wine::Middleware::Timing', window => 50;
    enable '+Wine::Middleware::Audit',  limit  => 100;
    enable 'ContentLength';
    $web->to_app;
};
my $client = Plack::Test->create($psgi);
my %status;

sub visit {
    for my $n (1 .. shift) {
        my $dice = int rand 10;
        my $request
            = $dice < 5 ? GET('/bottle/' . int rand 310)
            : $dice < 8 ? GET('/search?q=' . (qw(merlot riesling cabernet pinot))[rand 4])
            : $dice < 9 ? POST('/order', [bottle => int rand 300, count => 1 + int rand 12])
            :             GET('/orders');
        $status{ $client->request($request)->code }++;
    }
}

visit(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
visit(500);
Devel::MAT::Dumper::dump("$out/mid.pmat");
visit(500);
Devel::MAT::Dumper::dump("$out/late.pmat");

print join(', ', map {"$_: $status{$_}"} sort keys %status), "\n";
print scalar @{ Wine::Middleware::Audit->trail }, " lines in the audit trail\n";

#!/usr/bin/env perl
use strict;
use warnings;
use HTTP::Request::Common qw(GET POST);
use Plack::Builder;
use Plack::Test;
use Wiki::Store;
use Wiki::Web;
use Devel::MAT::Dumper;

my $out   = shift or die "usage: $0 OUTDIR\n";
my $store = Wiki::Store->new(pages => 120, revisions => 5);
my $web   = Wiki::Web->new(store => $store, cache => 30);
my $app   = builder { enable 'Head'; enable 'ConditionalGET'; $web->to_app };
my $test  = Plack::Test->create($app);
my %status;
srand 14;

# few pages are read often, most of them seldom
sub page { my $n = int(120 * rand()**3); return "page$n" }

sub hits {
    for (1 .. shift) {
        my $dice = rand;
        my $page = page();
        my $request
            = $dice < 0.70 ? GET("/$page")
            : $dice < 0.80 ? GET("/$page?as=" . (qw(print raw history diff feed))[rand 5])
            : $dice < 0.95 ? POST("/$page", [text => 'new text ' . int(rand 1000) . ' see ' . page()])
            :                GET('/nothing' . int rand 1000);
        $status{ $test->request($request)->code }++;
    }
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $web->summary, ', ', $store->summary, "\n";
}

hits(600);
snap('early');
hits(2500);
snap('mid');
hits(2500);
snap('late');
print join(', ', map {"$_: $status{$_}"} sort keys %status), "\n";

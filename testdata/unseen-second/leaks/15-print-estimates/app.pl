#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Mojo::UserAgent;
use Mojo::IOLoop;
use Press::App;
use Devel::MAT::Dumper;

die "usage: $0 OUTDIR\n" unless my $dir = shift @ARGV;
srand 4711;

my $app = Press::App->new;
my $ua  = Mojo::UserAgent->new;
$ua->server->app($app);

my %codes;

sub visit ($count) {
    for (1 .. $count) {
        my $dice = rand;
        my $promise
            = $dice < 0.4 ? $ua->get_p('/paper')
            : $dice < 0.6 ? $ua->get_p('/paper/' . int rand 14)
            :               $ua->post_p('/estimate', form => {paper => int rand 12, copies => 100 * (1 + int rand 50), pages => 4 * (1 + int rand 20)});
        $promise->then(sub ($tx) { $codes{ $tx->res->code }++ })->wait;
    }
}

sub dump_to ($name) { Devel::MAT::Dumper::dump("$dir/$name.pmat"); say "$name: ", join ', ', map {"$_ $codes{$_}"} sort keys %codes }

visit(40);
dump_to('early');
visit(300);
dump_to('mid');
visit(300);
dump_to('late');

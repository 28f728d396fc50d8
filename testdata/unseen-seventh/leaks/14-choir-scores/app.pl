use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common;
use HTTP::Message::PSGI;
use Choir::Web;

# The score library of a choir: members look at pieces, lend the sheets and
# bring them back.
my ($out, $tail) = @ARGV;
$tail ||= 400;
srand 9;

my $app = Choir::Web->to_app;
my %codes;
my $turn = 0;

sub one_request {
    my $n     = $turn++;
    my $piece = 1 + $n % 25;
    my $voice = (qw(soprano alto tenor bass))[$n % 4];
    my $request
        = $n % 4 == 0 ? GET("http://choir.example/pieces")
        : $n % 4 == 1 ? GET("http://choir.example/piece/$piece")
        : $n % 4 == 2 ? POST("http://choir.example/lend/$piece", [voice => $voice])
        :               POST("http://choir.example/return/$piece", [voice => $voice]);
    my $response = $app->($request->to_psgi);
    $codes{$response->[0]}++;
}

for my $part ([100, 'early'], [200, 'mid'], [$tail, 'late']) {
    one_request() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

print join(', ', map {"$_: $codes{$_}"} sort keys %codes), "\n", Choir::Web::library()->state, "\n";

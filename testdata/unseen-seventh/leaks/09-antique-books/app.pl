use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Message::PSGI;
use HTTP::Request::Common;
use Books::Site;

# An antiquarian bookseller's shop: one cookie name for the open pages and
# another one for the till, which is only served over a secure line.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 66;

my $app  = Books::Site->new(name => 'Quill and Spine')->psgi;
my $turn = 0;
my (%codes, $cookies);
$cookies = 0;

sub one_request {
    my $n      = $turn++;
    my $secure = $n % 8 == 5;
    my @pages  = ('/', '/book/' . (1 + $n % 30), '/shelf/maps', '/shelf/poetry');
    my $url    = $secure ? 'https://books.example/till' : "http://books.example$pages[$n % @pages]";
    my $env    = GET($url)->to_psgi;
    $env->{REMOTE_ADDR} = '127.0.0.1';
    my $res = $app->($env);
    $codes{$res->[0]}++;
    my %headers = @{$res->[1]};
    $cookies++ if $headers{'Set-Cookie'};
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_request() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

print join(', ', map {"$_: $codes{$_}"} sort keys %codes), ", $cookies cookies\n";

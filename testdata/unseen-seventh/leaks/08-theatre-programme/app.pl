use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Message::PSGI;
use HTTP::Request::Common;
use Plack::Builder;
use Theatre::Web;
use Theatre::Timings;

# A theatre's web site with a bar that shows the editors how long each part of
# a page took; programme pages are HTML, the box office asks for plain text.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 8;

my $web = Theatre::Web->new(seasons => 3);
my $app = builder {
    enable '+Theatre::Timings', marker => qr{</body>}i;
    $web->to_app;
};

my (%codes, $bytes);
my $n = 0;

sub one_hit {
    my @paths = ('/', '/play/' . (1 + $n % 9), '/stage/' . (1 + $n % 4), '/seats/' . (1 + $n % 9), '/play/99');
    my $path = $paths[$n++ % @paths];
    my $res  = $app->(GET("http://theatre.example$path")->to_psgi);
    $codes{$res->[0]}++;
    $bytes += length for @{$res->[2]};
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($hits, $name) = @$part;
    one_hit() for 1 .. $hits;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

print join(', ', map {"$_: $codes{$_}"} sort keys %codes), ", $bytes bytes\n";

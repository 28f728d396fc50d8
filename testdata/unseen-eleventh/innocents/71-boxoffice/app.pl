use strict;
use warnings;
use HTTP::Request::Common qw(POST GET);
use Plack::Test;
use BoxOffice;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 1999;

my $web = Plack::Test->create(BoxOffice->psgi_app);
my %picture = (80 => 'early', 230 => 'mid', 480 => 'late');
my $ticks   = 480;

my ($held, $bought) = (0, 0);
for my $tick (1 .. $ticks) {
    for my $try (1 .. 2) {
        my $seats = join ',', map { sprintf '%s%d', chr(65 + rand 26), 1 + rand 400 } 1 .. 14;
        my $res = $web->request(POST '/hold', [show => 'show' . int(rand 30), seats => $seats, name => "visitor $tick/$try"]);
        $held += $res->content;
    }
    $bought += $web->request(POST '/buy', [name => "visitor $tick/1"])->content if $tick % 5 == 0;
    $web->request(GET '/tick');
    Devel::MAT::Dumper::dump("$out/$picture{$tick}.pmat") if $picture{$tick};
}
print "$held held, $bought bought\n";

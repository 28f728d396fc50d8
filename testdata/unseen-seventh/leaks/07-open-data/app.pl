use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Message::PSGI;
use HTTP::Request::Common;
use Plack::Builder;
use OpenData::App;
use OpenData::Throttle;

# A city's open data service: anybody may read the noise levels, but not too
# often from one address.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 12;

my $now     = 1_700_000_000;
my $service = OpenData::App->new(stations => 15);
my $app     = builder {
    enable '+OpenData::Throttle', requests => 10, window => 60, clock => sub { $now };
    $service->to_app;
};

my %status;
my $visits = 0;

sub one_visit {
    my $n = $visits++;
    $now += 2;
    my $address = $n % 4 ? join('.', 10, $n >> 16 & 255, $n >> 8 & 255, $n & 255) : '192.0.2.9';
    my $path = $n % 3 ? '/level/' . (1 + $n % 17) : '/stations';
    my $env  = GET("http://data.example$path")->to_psgi;
    $env->{REMOTE_ADDR} = $address;
    my $response = $app->($env);
    $status{$response->[0]}++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_visit() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

print join(', ', map {"$_: $status{$_}"} sort keys %status), "\n";

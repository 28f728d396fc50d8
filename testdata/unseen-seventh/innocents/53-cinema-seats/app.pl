use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Message::PSGI;
use HTTP::Request::Common;
use Plack::Builder;
use Cinema::Sessions;
use Cinema::Site;

# The seat reservation of a cinema: visitors keep their choice in a session
# that ends half an hour after the last click; the evening is the busy time.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 21;

my $clock = 0;
my $store = Cinema::Sessions->new(lifetime => 1800, sweep_every => 300, clock => sub {$clock});
my $site  = Cinema::Site->new(rows => 12, seats => 20);
my $app   = builder {
    enable sub {
        my ($inner) = @_;
        return sub { my ($env) = @_; $store->attach($env); return $inner->($env) };
    };
    sub { $site->answer(shift) };
};

my ($clicks, $visitor) = (0, 0);
my %codes;

sub one_minute_step {
    my $n = $clicks++;
    $clock += $n < 600 ? 9 - int($n / 100) : 3;
    my $who = $n % 3 ? 1 + ($n * 5) % (1 + $visitor) : ++$visitor;
    my $env = GET('http://cinema.example/' . (qw(seats choose film))[$n % 3] . '?row=' . (1 + $n % 12) . '&seat=' . (1 + $n % 20))->to_psgi;
    $env->{HTTP_COOKIE} = "visitor=v$who";
    my $res = $app->($env);
    $codes{$res->[0]}++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_minute_step() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%s, %d sessions open, %d ended\n", join(', ', map {"$_: $codes{$_}"} sort keys %codes), $store->open, $store->ended;

use Mojo::Base -strict;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Finger::Server;
use Finger::Client;
use Finger::Staff;

# A university's staff directory speaks the old finger protocol on the
# loopback; the telephone exchange asks it who sits behind an extension.
my ($out, $tail) = @ARGV;
$tail ||= 300;
srand 55;

my $staff  = Finger::Staff->new->hire(80);
my $server = Finger::Server->new(staff => $staff)->start;
my $client = Finger::Client->new(port => $server->port);

my ($asked, $answered, $characters) = (0, 0, 0);

sub ask {
    my ($left) = @_;
    return Mojo::IOLoop->stop unless $left;
    my $login = $staff->login($asked++);
    $client->finger($login, sub {
        my ($error, $answer) = @_;
        if (!$error) {
            $answered++;
            $characters += length $answer;
        }
        Mojo::IOLoop->next_tick(sub { ask($left - 1) });
    });
}

for my $part ([100, 'early'], [200, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    ask($n);
    Mojo::IOLoop->start;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
$server->stop;

printf "%d asked, %d answered, %d characters\n", $asked, $answered, $characters;

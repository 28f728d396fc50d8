use strict;
use warnings;
use Mojo::IOLoop;
use Quiz::Server;
use Quiz::Crowd;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 15;

my $server = Quiz::Server->new(chairs => 200);
my $crowd  = Quiz::Crowd->new(port => $server->listen);

# people come during the evening
my %when = (40 => 'early', 100 => 'mid', 190 => 'late');
my $until = 190;

my $step = 0;
Mojo::IOLoop->recurring(0.015 => sub {
    $step++;
    $crowd->arrive;
  $crowd->go_home if $step % 12 == 0;
    $server->ask;
    if (my $name = delete $when{$step}) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
    }
    Mojo::IOLoop->stop if $step >= $until;
});
Mojo::IOLoop->start;

printf "%d players, %d turned away\n", $server->players, $server->refused;

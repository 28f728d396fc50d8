#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Mojo::Log;
use Probe::Client;
use Probe::Relay;

my $out = shift or die "usage: app.pl OUTDIR\n";
my $log = Mojo::Log->new(level => 'fatal');

my $relay  = Probe::Relay->new;
my $client = Probe::Client->new(port => $relay->listen);

# Relays that we watch for the customers, with the result of the last round.
my %board = map { ("mx$_.customer.example" => {state => 'unknown', since => 0}) } 1 .. 25;
my @relays = sort keys %board;
my %dump_at = (100 => 'early', 300 => 'mid', 800 => 'late');
my $count = 0;

sub note ($relay, $state) {
  my $entry = $board{$relay};
  return if $entry->{state} eq $state;
  @$entry{qw(state since)} = ($state, $count);
  $log->info("$relay is now $state");
}

sub next_probe {
  my $name = $relays[$count % @relays];
  $client->probe_p($name)->then(sub ($result) {
    note($name, @{$result->{features}} >= 3 ? 'ok' : 'degraded');
  })->catch(sub ($err) {
    note($name, 'down');
  })->finally(sub {
    $count++;
    Devel::MAT::Dumper::dump("$out/$dump_at{$count}.pmat") if $dump_at{$count};
    return Mojo::IOLoop->stop if $count >= 800;
    Mojo::IOLoop->next_tick(sub { next_probe() });
  });
}

Mojo::IOLoop->next_tick(sub { next_probe() });
Mojo::IOLoop->start;

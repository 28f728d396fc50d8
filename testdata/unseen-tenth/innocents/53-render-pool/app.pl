#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Socket::INET;
use Render::Pool;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 9;

# The render server: answers each line in turn (same process, for the test rig).
my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 64) or die "listen: $!";
my @served;
sub serve {
  my $c = shift;
  while (@served < $c) { my $s = $listen->accept; $s->autoflush(1); push @served, $s }
}

my $pool = Render::Pool->new(port => $listen->sockport, max => 40);
my %done = (ok => 0);

# Requests come in groups; the groups get larger towards noon.
sub group {
  my $n = shift;
  my @open;
  for my $i (1 .. $n) {
    $pool->acquire(sub {
      my $conn = shift;
      print {$conn->{sock}} "render\tmap-$i\tpng\n";
      push @open, $conn;
    });
  }
  while (my $conn = shift @open) {
    serve($pool->{opened});
    my $peer = $served[$conn->{id} - 1];
    my $line = readline $peer;
    print {$peer} join("\t", 'ok', length $line, 'image/png'), "\n";
    my $answer = $conn->{decode}->(scalar readline $conn->{sock});
    $done{$answer->[0]}++;
    $pool->release($conn);
  }
}

my %dump_at = (60 => 'early', 200 => 'mid', 500 => 'late');
for my $minute (1 .. 500) {
  my $load = 4 + int(30 * ($minute > 420 ? 1 : $minute / 420)) + int rand 12;
  group($load);
  Devel::MAT::Dumper::dump("$out/$dump_at{$minute}.pmat") if $dump_at{$minute};
}
die 'pool too large' if $pool->size > 40;

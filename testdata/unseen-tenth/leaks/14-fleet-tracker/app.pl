#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Select;
use IO::Socket::INET;
use Fleet::Parser;
use Fleet::Map;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 4;

my $map = Fleet::Map->new(keep => 40);
my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 8, ReuseAddr => 1) or die "listen: $!";
my $select = IO::Select->new;
my (%parser, %lorry);

# Four lorries with a modem each.
for my $n (1 .. 4) {
  my $name = "lorry-$n";
  my $out_side = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $listen->sockport) or die "connect: $!";
  my $in_side = $listen->accept;
  $out_side->autoflush(1);
  $select->add($in_side);
  $parser{fileno $in_side} = Fleet::Parser->new(on_fix => sub { $map->place($name, shift) });
  $lorry{$name} = {sock => $out_side, lat => 52 + $n / 10, lon => 13};
}

sub sentence {
  my ($state, $t) = @_;
  $state->{lat} += (rand() - 0.5) / 500;
  $state->{lon} += (rand() - 0.5) / 500;
  my $nm = sub { my $d = int $_[0]; sprintf $_[1] . '%07.4f', $d, ($_[0] - $d) * 60 };
  my $body = sprintf 'GPRMC,%06d.00,A,%s,N,%s,E,%.1f,90.0,010124,,', $t, $nm->($state->{lat}, '%02d'), $nm->($state->{lon}, '%03d'), 20 + rand 30;
  return sprintf "\$%s*%s\r\n", $body, Fleet::Parser::checksum($body);
}

my %dump_at = (150 => 'early', 500 => 'mid', 1200 => 'late');
for my $t (1 .. 1200) {
  for my $state (values %lorry) {
    print {$state->{sock}} sentence($state, $t) for 1 .. 4;
  }
  while (my @ready = $select->can_read(0)) {
    for my $fh (@ready) {
      sysread $fh, my $bytes, 512 or die 'modem hung up';
      $parser{fileno $fh}->feed($bytes);
    }
  }
  Devel::MAT::Dumper::dump("$out/$dump_at{$t}.pmat") if $dump_at{$t};
}
die 'no speed' unless $map->speed('lorry-1');

#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use AnyEvent;
use Kitchen::Queue;
use Kitchen::Cook;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 55;

my @menu = qw(soup salad steak trout pasta cake coffee);
my $queue = Kitchen::Queue->new;
my ($orders, $served, $closed) = (0, 0, 0);
my %sold;
my $end = AE::cv;
my @cooks = map {
  Kitchen::Cook->new(name => $_, queue => $queue, on_ready => sub {
    my $order = shift;
    $served++;
    $sold{$_->{name}}++ for @{$order->{dishes}};
    $end->send if $closed and $served >= $orders;
  })
} qw(anna bert carl);

# Guests come in waves: few in the afternoon, many at lunch and dinner.
my %dump_at = (58 => 'early', 104 => 'mid', 128 => 'late');
my @wave = (map({3} 1 .. 35), map({9} 1 .. 25), map({2} 1 .. 45), map({12} 1 .. 25));
my $slot = 0;
my $door; $door = AE::timer 0, 0.015, sub {
  my $guests = $wave[$slot++];
  if (!defined $guests) {
    undef $door;
    $closed = 1;
    $end->send if $served >= $orders;
    return;
  }
  for (1 .. $guests) {
    $orders++;
    $queue->add($orders % 60, map { $menu[rand @menu] } 0 .. rand 4);
  }
  $_->work for @cooks;
  Devel::MAT::Dumper::dump("$out/$dump_at{$slot}.pmat") if $dump_at{$slot};
};
my $closing = AE::timer 12, 0, sub { $end->send };
$end->recv;
printf STDERR "orders %d served %d longest %d left %d\n", $orders, $served, $queue->{longest}, $queue->length if $ENV{VERBOSE};

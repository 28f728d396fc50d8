#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Mojo::IOLoop;
use Devel::MAT::Dumper;
use Harbour::Radio;
use Harbour::Board;
use Harbour::Listener;

die "Usage: $0 OUTDIR\n" unless my $dir = shift;
srand 14;

my $radio    = Harbour::Radio->new;
my $board    = Harbour::Board->new(berths => 12);
my $listener = Harbour::Listener->new(radio => $radio, board => $board);

# dumps while the program goes on
my %dump_at = (60 => 'early', 360 => 'mid', 660 => 'late');
$listener->on(handled => sub ($l, $count) {
    my $name = delete $dump_at{$count} or return;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    say "$name: ", $board->text;
    Mojo::IOLoop->stop unless %dump_at;
});

my $traffic = Mojo::IOLoop->recurring(0.001 => sub { $radio->traffic });
Mojo::IOLoop->next_tick(sub { $listener->run });
Mojo::IOLoop->start;

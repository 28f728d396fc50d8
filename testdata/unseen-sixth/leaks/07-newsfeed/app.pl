#!/usr/bin/perl
# reads the agencies' wires, keeps the headlines of the hour
use strict;
use warnings;
use Devel::MAT::Dumper;
use News::Wire;
use News::Reader;
use News::Desk;

my $dir    = shift;
my $rounds = shift || 60;
die "usage: app.pl DIR" unless $dir;

srand(77);
my $desk   = News::Desk->new(20);
my @wires  = map { News::Wire->new($_) } qw(north south coast);
my $polled = 0;

sub poll {
    my $wire   = $wires[ $polled++ % @wires ];
    my $reader = News::Reader->new(
        want    => 3 + int(rand(10)),
        on_item => sub { $desk->item($wire->name, @_) },
    );
    foreach my $chunk ($wire->chunks) {
        last unless $reader->feed($chunk);
    }
    $reader->close;
    $desk->tick;
}

poll() for 1 .. 30;
Devel::MAT::Dumper::dump("$dir/early.pmat");
poll() for 1 .. 60;
Devel::MAT::Dumper::dump("$dir/mid.pmat");
poll() for 1 .. $rounds;
Devel::MAT::Dumper::dump("$dir/late.pmat");

print $desk->front_page;

#!/usr/bin/perl
use v5.26;
use warnings;
use Devel::MAT::Dumper;
use Quiz::Room;
use Quiz::Crowd;

my $target = shift or die "usage: $0 OUTDIR\n";
srand 9;

my $room  = Quiz::Room->new;
my $crowd = Quiz::Crowd->new(room => $room, most => 40);

sub report {
    my $name = shift;
    Devel::MAT::Dumper::dump("$target/$name.pmat");
    say "$name: ", $room->text;
}

$crowd->play(400);
report('early');
$crowd->play(4000);
report('mid');
$crowd->play(4000);
report('late');

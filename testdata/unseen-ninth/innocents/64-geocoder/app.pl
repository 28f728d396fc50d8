#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper ();
use Mojo::IOLoop;
use Mojo::Promise;
use Geo::Client;
use Geo::Grid;

my $out = shift or die "usage: app.pl OUTDIR\n";
my $client = Geo::Client->new;
my $grid   = Geo::Grid->new;
my $no     = 0;

sub address () { $no++; return { no => $no, street => 'Lane ' . $no % 150, town => 'Town ' . $no % 40 } }

sub batch ($size) {
    return Mojo::Promise->all_settled(map {
        $client->locate_p(address())->then(sub ($p) { $grid->add($p) })->catch(sub ($e) { $grid->miss($e) })
    } 1 .. $size);
}

# the lists of the branches differ in size; the state is written while the
# last question of a list has been asked and no answer is in
my @lists = (20, 60, 30, 80, 120, 40, 200, 90, 150, 60, 240, 100, 300, 80, 420, 120, 60);
my %dump_at = (3 => 'early', 8 => 'mid', 14 => 'late');
my $i = 0;
for my $size (@lists) {
    my $all = batch($size);
    Devel::MAT::Dumper::dump("$out/$dump_at{$i}.pmat") if $dump_at{$i};
    $i++;
    $all->wait;
}
die "questions left\n" if keys %{ $client->pending };

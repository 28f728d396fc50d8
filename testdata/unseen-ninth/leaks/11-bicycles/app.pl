#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Parts::Catalogue;
use Parts::Explode;

my $out = shift or die "usage: $0 OUTDIR\n";
my $explode = Parts::Explode->new(Parts::Catalogue->load);
my @recent;     # the screen in the hall shows the last thirty orders

sub order {
    my ($id) = @_;
    return { id => $id, lines => [ map { { no => 'A' . (1 + ($id * 29 + $_ * 53) % 400), count => 1 + ($id + $_) % 3 } } 1 .. 2 ] };
}

sub handle {
    my ($id) = @_;
    my $list = $explode->pick_list(order($id));
    push @recent, { id => $id, parts => scalar keys %{ $list->{pick} }, cost => $explode->cost($list) };
    shift @recent while @recent > 30;
}

my %dump_at = (150 => 'early', 500 => 'mid', 1200 => 'late');
for my $id (1 .. 1200) {
    handle($id);
    Devel::MAT::Dumper::dump("$out/$dump_at{$id}.pmat") if $dump_at{$id};
}

#!/usr/bin/env perl
# renders the start page of each club with the settings of the club
use strict;
use warnings;
use Devel::MAT::Dumper;
use Club::Settings;
use Club::Page;

my $dir = shift or die "usage: $0 DIR\n";
srand 1414;

my %defaults = (title => 'Your club', colour => 'blue', columns => 2, footer => 'contact us', language => 'de', logo => 'none');
my %pages;    # last page of each club
my $views = 0;

sub club_row {
    my ($id) = @_;
    my %row = (title => "Club no. $id");
    $row{colour}  = (qw(red green yellow))[$id % 3] if $id % 2;
    $row{columns} = 1 + $id % 4 if $id % 5 == 0;
    $row{footer}  = "founded in @{[1900 + $id]}, " . 'x' x ($id % 30);
    return \%row;
}

sub view {
    my $id = 1 + int rand 70;
    tie my %settings, 'Club::Settings', \%defaults, club_row($id);
    $settings{language} = 'en' if rand() < 0.2;
    $pages{$id} = Club::Page->new(\%settings)->html;
    $views++;
    return;
}

for my $step (['early', 150], ['mid', 600], ['late', 600]) {
    view() for 1 .. $step->[1];
    Devel::MAT::Dumper::dump("$dir/$step->[0].pmat");
    printf "%s: %d views, %d clubs\n", $step->[0], $views, scalar keys %pages;
}

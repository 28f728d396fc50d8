#!/usr/bin/env perl
# prints the labels of a seed merchant with the Template Toolkit
use strict;
use warnings;
use Devel::MAT::Dumper;
use Seed::Labels;

my $dir = shift or die "usage: $0 DIR\n";
srand 99;

my $labels = Seed::Labels->new;
my %printed;
my @shelf = qw(carrot beetroot spinach lettuce radish leek cress kale pea bean fennel chive);

sub print_run {
    my ($runs) = @_;
    for my $run (1 .. $runs) {
        my $kind = $shelf[rand @shelf];
        my $lot  = sprintf 'L%06d', rand 1e6;
        my $text = $labels->label({ kind => $kind, lot => $lot, grams => 5 * int 1 + rand 20, germ => 80 + int rand 20, note => rand() < 0.6 ? remark($kind) : undef });
        $printed{$kind}{labels}++;
        $printed{$kind}{bytes} += length $text;
        my $last = $printed{$kind}{last} ||= [];
        push @$last, $text;
        shift @$last if @$last > 10;
    }
    return;
}

# growers write their own notes, with the directives of the toolkit
sub remark {
    my ($kind) = @_;
    my @month = qw(March April May June);
    return "Sow in $month[rand @month] for [% kind %]" . (rand() < 0.3 ? ", [% grams * 2 %] seeds per metre" : '');
}

for (['early', 80], ['mid', 300], ['late', 300]) {
    print_run($_->[1]);
    Devel::MAT::Dumper::dump("$dir/$_->[0].pmat");
    my $sum = 0;
    $sum += $_->{labels} for values %printed;
    print "$_->[0]: $sum labels, ", scalar keys %printed, " kinds\n";
}

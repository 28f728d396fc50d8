#!/usr/bin/perl
# Floor plans: reads plans of houses, moves rooms between floors, sums areas.
use strict;
use warnings;
use Devel::MAT::Dumper;
use Plan::Node;
use Plan::Reader;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %mark   = (200 => 'early', 600 => 'mid', 1400 => 'late');
my $reader = Plan::Reader->new(rooms => [qw(hall kitchen bath study)]);
my %area_by_kind;

sub handle_plan {
    my $number = shift;
    my $house  = $reader->read($number);

    # Every third owner wants the study in the attic
    if ($number % 3 == 0) {
        my ($ground, $attic) = @{ $house->children };
        my ($study) = grep { $_->name eq 'study' } @{ $ground->children };
        $study->move_to($attic);
    }

    $area_by_kind{ $_->name } += $_->size for map { @{ $_->children } } @{ $house->children };
    return $house->area;
}

my $sum = 0;
for my $n (1 .. 1400) {
    $sum += handle_plan($n);
    Devel::MAT::Dumper::dump("$out/$mark{$n}.pmat") if $mark{$n};
}
printf "%d m2 in all, kitchens %d m2\n", $sum, $area_by_kind{kitchen};

#!/usr/bin/env perl
# an editor for minutes of meetings: drafts are opened, changed and put away
use strict;
use warnings;
use Devel::MAT::Dumper;
use Minutes::Draft;
use Minutes::Style;

my $dir = shift or die "usage: $0 DIR\n";
srand 1616;

my @words = qw(the board approves a budget for new chairs and thanks Mrs Petersen because roof is dry again);
my @desk;                # drafts that are open, at most 25
my %finished;            # last text of each committee
my @committees = map {"committee $_"} 1 .. 18;

sub sentence { return join ' ', map { $words[rand @words] } 1 .. 4 + rand 8 }

sub edit_one {
    my $draft = Minutes::Draft->new($committees[rand @committees], Minutes::Style->new((qw(plain letter web))[rand 3]));
    $draft->append(sentence()) for 1 .. 2 + rand 4;
    $draft->undo if rand() < 0.3;
    push @desk, $draft;
    return if @desk <= 25;
    my $old = shift @desk;
    $finished{ $old->title } = $old->text;
    return;
}

for my $part ([early => 100], [mid => 400], [late => 400]) {
    my ($name, $count) = @$part;
    edit_one() for 1 .. $count;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d drafts on the desk, %d styles, %d texts\n", $name, scalar @desk, Minutes::Style->alive, scalar keys %finished;
}

#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use File::Temp qw(tempdir);
use Reminder::Writer;
use Reminder::Phrases;

my $out = shift or die "usage: $0 OUTDIR\n";
my $writer = Reminder::Writer->new(drafts => tempdir(CLEANUP => 1), firm => 'Hansen & Daughters');
my @people = map { { name => "Customer $_", street => "Road $_" } } 1 .. 80;
my %tally  = (pages => 0, money => 0);

sub work_case {
    my ($no) = @_;
    my $case = { no => $no, debtor => $people[ $no % @people ], due => 10 + $no % 400, level => 1 + $no % 3 };
    my $name = $writer->draft($case, Reminder::Phrases::for_level($case->{level}));
    my $text = $writer->print_letter($case, $name);
    die "empty letter for $no" unless $text =~ /Hansen/;
    $tally{pages} += 1 + int(length($text) / 2000);
    $tally{money} += $case->{due};
}

my %dump_at = (100 => 'early', 320 => 'mid', 760 => 'late');
for my $no (1 .. 760) {
    work_case($no);
    Devel::MAT::Dumper::dump("$out/$dump_at{$no}.pmat") if $dump_at{$no};
}

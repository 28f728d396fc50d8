#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Wages::Company;
use Wages::Run;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 57;

my $company = Wages::Company->new(people => 420);
my $months  = 0;
my @totals;

# the dumps are taken in the middle of a run, by the progress callback
sub month {
    my ($department, $dump) = @_;
    $months++;
    my $run = Wages::Run->new(company => $company, month => $months);
    $run->on_progress(sub {
        my ($done, $all) = @_;
        return unless $dump && $done == int($all * 0.8);
        Devel::MAT::Dumper::dump("$out/$dump.pmat");
        print "$dump: $done of $all slips in month $months\n";
    });
    push @totals, $run->calculate($department);
    shift @totals if @totals > 12;
}

month('kitchen');
month('kitchen', 'early');
month($_) for ('store', 'office', 'kitchen', 'drivers') x 3;
month('store', 'mid');
my $load = 1;
month($_) for ('drivers', 'all', 'kitchen') x $load;
month('all', 'late');
print "totals: @totals\n";

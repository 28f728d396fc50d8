#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use MailSorter::Queue;
use MailSorter::Hall;

# Letters come in by the lorry load; the hall sorts as fast as it can.  The
# last lorries of the evening come close together.
my $out  = shift or die "usage: app.pl OUTDIR\n";
my $q    = MailSorter::Queue->new;
my $hall = MailSorter::Hall->new(queue => $q, per_tick => 40);

my %lorry = map { $_ => 600 } 10, 40, 80, 120, 160, 200, 240;
$lorry{$_} = 1500 for 290, 300, 305;
my %dump = (45 => 'early', 165 => 'mid', 306 => 'late');
my $letter = 0;

for (my $tick = 1; $tick <= 306 || $q->depth; $tick++) {
    if (my $load = $lorry{$tick}) {
        for (1 .. $load) {
            $letter++;
            $q->push({ no => $letter, zip => sprintf('%05d', $letter * 7919 % 99999), grams => 20 + $letter % 80 });
        }
    }
    $hall->tick;
    Devel::MAT::Dumper::dump("$out/$dump{$tick}.pmat") if $dump{$tick};
}
print $hall->report;

#!/usr/bin/env perl
# looks through the notices of public tenders for those that fit to a profile
use strict;
use warnings;
use Devel::MAT::Dumper;
use Tender::Notice;
use Tender::Profile;

my $dir = shift or die "usage: $0 DIR\n";
srand 1010;

my @profiles = map { Tender::Profile->new("customer $_", from => 20_000 * $_, words => [('road', 'bridge', 'school', 'paint', 'roof')[$_ % 5, ($_ + 2) % 5]]) } 1 .. 6;
my $notices  = 0;
my @inbox;    # hits of the last 100 notices

sub notice_xml {
    my @work = ('road works', 'new bridge', 'school building', 'paint and plaster', 'roof repair', 'fences');
    my $lots = join '', map {
        sprintf '<lot no="%d"><title>%s</title><value currency="%s">%d</value></lot>', $_, $work[rand @work], (qw(EUR EUR DKK))[rand 3], 5000 + rand 200_000
    } 1 .. 2 + rand 4;
    return "<notice id='N$notices'><buyer>Town no. @{[int rand 300]}</buyer><lots>$lots</lots></notice>";
}

sub feed {
    my $count = shift;
    for (1 .. $count) {
        $notices++;
        my $notice = Tender::Notice->new(notice_xml());
        my @hits   = map { $notice->hits($_) } @profiles;
        push @inbox, { id => $notice->id, hits => \@hits };
        shift @inbox if @inbox > 100;
    }
    return;
}

for my $part ([early => 80], [mid => 300], [late => 300]) {
    feed($part->[1]);
    Devel::MAT::Dumper::dump("$dir/$part->[0].pmat");
    my $hits = 0;
    $hits += @{ $_->{hits} } for @inbox;
    print "$part->[0]: $notices notices, $hits hits in the inbox\n";
}

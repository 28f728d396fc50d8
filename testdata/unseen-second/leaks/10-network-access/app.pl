#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Net::Door::Cache;
use Net::Door::Directory;
use Net::Door::Gate;

my $dir = shift || die "usage: $0 DIR\n";
srand 31;

my $clock = 1_000_000;    # seconds; the test does not wait
tie my %cache, 'Net::Door::Cache', lifetime => 300, now => sub {$clock};
my $gate = Net::Door::Gate->new(cache => \%cache, directory => Net::Door::Directory->new);

sub minutes {
    for (1 .. shift) {
        $gate->request($gate->some_device) for 1 .. 25;
        $clock += 60;
    }
}

minutes(20);
Devel::MAT::Dumper::dump("$dir/early.pmat");
print $gate->status, "\n";
minutes(120);
Devel::MAT::Dumper::dump("$dir/mid.pmat");
print $gate->status, "\n";
minutes(120);
Devel::MAT::Dumper::dump("$dir/late.pmat");
print $gate->status, "\n";

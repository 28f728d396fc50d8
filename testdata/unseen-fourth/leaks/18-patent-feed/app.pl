#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Patent::Reader;
use Patent::Index;

# Reads the feed of a patent office.  For the test a child process writes it.
my $dir = shift or die "usage: $0 DIR\n";

my $pid = open my $feed, '-|';
die "cannot fork: $!" unless defined $pid;
if (!$pid) {
    srand 18;
    print "<?xml version=\"1.0\"?>\n<feed office=\"XX\">\n";
    for my $n (1 .. 2400) {
        my $class = (qw(A B C D E F G H))[ rand 8 ] . sprintf '%02d', int rand 60;
        print "<patent number=\"$n\"><title>Method number $n</title><class>$class</class>",
            (map { "<inventor country=\"" . (qw(DE FR JP US KR))[ rand 5 ] . "\">P. Erson $_</inventor>" } 1 .. 1 + rand 3),
            '<claims>', (map {"<claim>Claim $_</claim>"} 1 .. 1 + rand 5), "</claims></patent>\n";
    }
    print "</feed>\n";
    exit 0;
}

my $index = Patent::Index->new(keep => 30);
my %at    = (200 => 'early', 1100 => 'mid', 2000 => 'late');

my $reader = Patent::Reader->new(
    index     => $index,
    on_record => sub {
        my $count = shift;
        my $name  = $at{$count} or return;
        Devel::MAT::Dumper::dump("$dir/$name.pmat");
        print "$name: $count records, ", $index->text, "\n";
    },
);
$reader->read($feed);
close $feed;

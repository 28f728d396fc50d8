#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Presence::Hub;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 10;

# The clients of a presence service; each has a stream of XML, which is cut
# into pieces at random places, as a network does. Most clients say goodbye,
# mobile ones often just vanish.

my $hub = Presence::Hub->new;
my %client;
my $serial = 0;

sub feed {
    my ($id, $text) = @_;
    while (length $text) {
        $hub->data($id, substr $text, 0, 5 + int rand 30, '');
    }
}

sub minute {
    for (1 .. 12) {
        my $id = ++$serial;
        $client{$id} = rand() < 0.4 ? 'mobile' : 'desk';
        $hub->connected($id);
        feed($id, "<stream from='user$id' kind='$client{$id}'>");
    }
    for my $id (sort { $a <=> $b } keys %client) {
        my $dice = rand;
        if ($dice < 0.5) {
            feed($id, "<presence show='" . (qw(chat away dnd))[ rand 3 ] . "'><note>busy with ticket " . int(rand 900) . '</note></presence>');
        }
        elsif ($dice < 0.75) {
            feed($id, '</stream>') if $client{$id} eq 'desk';
            $hub->disconnected($id);
            delete $client{$id};
        }
    }
}

minute() for 1 .. 5;
Devel::MAT::Dumper::dump("$out/early.pmat");
print $hub->text, "\n";
minute() for 1 .. 40;
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $hub->text, "\n";
minute() for 1 .. 40;
Devel::MAT::Dumper::dump("$out/late.pmat");
print $hub->text, "\n";

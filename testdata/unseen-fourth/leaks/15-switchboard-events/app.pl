#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Switch::Parser;
use Switch::Calls;

my $outdir = shift @ARGV or die "usage: $0 OUTDIR\n";
srand 1515;

my $calls  = Switch::Calls->new(extensions => 20);
my $parser = Switch::Parser->new(on_event => sub { $calls->event(@_) });

# plays the switchboard: a stream of events, cut into pieces at any place
my ($unique, $pending, %open) = (0, '');

sub event {
    my ($type, %field) = @_;
    $pending .= join("\r\n", "Event: $type", map {"$_: $field{$_}"} sort keys %field) . "\r\n\r\n";
}

sub traffic {
    my $seconds = shift;
    for (1 .. $seconds) {
        if (keys(%open) < 12 && rand() < 0.7) {
            my $id = '1700000000.' . ++$unique;
            $open{$id} = 1;
            event('Newchannel', Uniqueid => $id, CallerIDNum => '0' . int(1e8 + rand 8e8), Exten => 100 + int rand 20);
        }
        for my $id (sort keys %open) {
            my $what = rand;
            if    ($what < 0.10) { event('Newstate', Uniqueid => $id, ChannelStateDesc => 'Up') }
            elsif ($what < 0.16) { event('Hangup', Uniqueid => $id, Cause => 16); delete $open{$id} }
        }
        event('Registry', Status => 'Registered', Username => 'trunk' . int rand 3) if rand() < 0.1;
        $parser->feed(substr $pending, 0, 1 + int(rand 300), '') while length $pending > 300;
    }
}

for ([early => 400], [mid => 2500], [late => 2500]) {
    my ($name, $seconds) = @$_;
    traffic($seconds);
    Devel::MAT::Dumper::dump("$outdir/$name.pmat");
    print "$name: ", $calls->text, "\n";
}

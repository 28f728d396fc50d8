#!/usr/bin/perl
use strict;
use warnings;
use IO::Async::Loop;
use Mail::Broker;
use Mail::Producer;
use Devel::MAT::Dumper;

my ($out) = @ARGV or die "usage: app.pl OUTDIR\n";
srand 77;

my $loop     = IO::Async::Loop->new;
my $broker   = Mail::Broker->new(loop => $loop);
my $producer = Mail::Producer->new(broker => $broker, loop => $loop);

sub send_letters {
    my $batches = shift;
    $producer->send_batch->get for 1 .. $batches;
}

sub snapshot {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    printf "%s: %s\n", $name, $broker->status;
}

send_letters(20);
snapshot('early');
send_letters(250);
snapshot('mid');
send_letters(250);
snapshot('late');

#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Club::Members;
use Club::Mailer;

# Sends the letters of a sports club: each member gets a letter of his own,
# put together from a few templates. The letters go into a spool that a
# "delivery" empties after every round.

my ($out) = @ARGV;
die "usage: app.pl OUTDIR\n" unless defined $out;
srand 5;

my $members = Club::Members->new(240);
my $mailer  = Club::Mailer->new(sender => 'office@club.example');

sub round {
    my ($kind, $share) = @_;
    for my $member ($members->choose($share)) {
        $mailer->send($kind, $member);
    }
    return $mailer->deliver;
}

my $sent = 0;
$sent += round(invitation => 0.25);
Devel::MAT::Dumper::dump("$out/early.pmat");
print "early: $sent letters\n";

$sent += round(fees => 0.5);
$sent += round(invitation => 0.4);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print "mid: $sent letters\n";

$sent += round(results => 0.5);
$sent += round(fees => 0.4);
Devel::MAT::Dumper::dump("$out/late.pmat");
print "late: $sent letters\n";

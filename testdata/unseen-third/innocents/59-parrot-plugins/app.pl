#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Parrot::Bot;
use Parrot::Channel;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 59;

my $bot     = Parrot::Bot->new(memory => 25);
my $channel = Parrot::Channel->new($bot);

$channel->chat(60, qw(!time !help));
Devel::MAT::Dumper::dump("$out/early.pmat");
print 'early: ', $bot->text, "\n";
$channel->chat(1500, qw(!time !help !dice !weather !count !seen));
Devel::MAT::Dumper::dump("$out/mid.pmat");
print 'mid: ', $bot->text, "\n";
my $load = 1;
$channel->chat(1500 * $load, qw(!time !help !dice !weather !count !seen !reverse !sum !rhyme !poll));
Devel::MAT::Dumper::dump("$out/late.pmat");
print 'late: ', $bot->text, "\n";

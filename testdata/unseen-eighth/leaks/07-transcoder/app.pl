#!/usr/bin/perl
use strict;
use warnings;
use Log::Log4perl;
use Devel::MAT::Dumper;
use Transcode::Queue;

my $out = shift or die "usage: $0 OUTDIR\n";

Log::Log4perl->init(\<<'CONF');
log4perl.rootLogger = WARN, Null
log4perl.logger.Transcode.Job = INFO, Null
log4perl.appender.Null = Log::Log4perl::Appender::TestBuffer
log4perl.appender.Null.layout = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Null.layout.ConversionPattern = %d %c %p %m%n
CONF

my $queue = Transcode::Queue->new(
    profiles => [ qw(240p 480p 720p 1080p) ],
    workers  => 4,
);

my %dump_after = (100 => 'early', 350 => 'mid', 900 => 'late');
my $finished = 0;
srand 3;

while ($finished < 900) {
    $queue->submit(seconds => 20 + int rand 400) while $queue->backlog < 8;
    for my $job ($queue->tick) {
        $finished++;
        # the test buffer stands in for the log host here
        Log::Log4perl::Appender::TestBuffer->by_name('Null')->clear;
        my $name = $dump_after{$finished} or next;
        Devel::MAT::Dumper::dump("$out/$name.pmat");
    }
}
printf "%d videos, %d renditions, %d failed\n", $finished, @{ $queue->totals }{qw(renditions failed)};

#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Log::Log4perl;
use Transcode::Job;
use Transcode::Profiles;

my $out = shift or die "usage: app.pl OUTDIR\n";

my $conf = <<'LOG';
log4perl.logger.Farm = WARN, Tail
log4perl.appender.Tail = Log::Log4perl::Appender::TestBuffer
log4perl.appender.Tail.layout = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Tail.layout.ConversionPattern = %d %p %c %m%n
LOG
Log::Log4perl->init(\$conf);

my %dump_at = (80 => 'early', 280 => 'mid', 700 => 'late');
my %result;
my @recent;      # what the status page shows
for my $n (1 .. 700) {
  my $source = $n % 40 ? "upload/clip$n.mov" : "upload/broken$n.mov";
  my $job = Transcode::Job->new(source => $source, chunks => 3 + $n % 9);
  my $ok = $job->run;
  $result{$job->{state}}++;
  push @recent, {id => $job->{id}, source => $source, state => $job->{state}};
  shift @recent while @recent > 25;
  # the tail goes to the syslog host
  Log::Log4perl::Appender::TestBuffer->by_name('Tail')->clear if $n % 20 == 0;
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'no jobs done' unless $result{done};

#!/usr/bin/perl
# Wind park: evaluates the runs of turbines and logs what it finds.
use strict;
use warnings;
use Devel::MAT::Dumper;
use Log::Log4perl;
use Turbine::Run;
use Turbine::Statistics;

my $out = shift or die "usage: app.pl OUTDIR\n";

my $conf = <<'CONF';
log4perl.rootLogger              = WARN, Buffer
log4perl.appender.Buffer         = Log::Log4perl::Appender::File
log4perl.appender.Buffer.filename = /dev/null
log4perl.appender.Buffer.layout  = PatternLayout
log4perl.appender.Buffer.layout.ConversionPattern = %d %c %m%n
CONF
Log::Log4perl->init(\$conf);

my $stats = Turbine::Statistics->new(window => 300);
my @when  = ([150, 'early'], [500, 'mid'], [1200, 'late']);
my $log   = Log::Log4perl->get_logger('park');
my $count = 0;

# warm-up: the statistics need a full window
for (1 .. 300) { $stats->add(rand 2000) }

for my $w (@when) {
    my ($until, $name) = @$w;
    while ($count < $until) {
        $count++;
        my $run = Turbine::Run->new(
            serial  => sprintf('R%06d', $count),
            turbine => 1 + $count % 12,
            samples => [map { 900 + rand 600 } 1 .. 20],
        );
        my $mean = $run->evaluate;
        $stats->add($mean);
        $log->warn('park below plan') if $stats->mean < 500;
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
printf "mean power %.1f kW\n", $stats->mean;

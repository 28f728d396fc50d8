#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Log::Log4perl;
use Relay::Queue;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 25;

Log::Log4perl->init(\<<'CONF');
log4perl.rootLogger           = WARN, Memory
log4perl.logger.relay         = INFO
log4perl.appender.Memory      = Log::Log4perl::Appender::TestBuffer
log4perl.appender.Memory.name = memory
log4perl.appender.Memory.layout = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Memory.layout.ConversionPattern = %p %c %m%n
CONF

my $queue = Relay::Queue->new(retries => 3);

# a new mail now and then, a run of the queue each minute
sub minutes {
    my $count = shift;
    for (1 .. $count) {
        $queue->add(to => 'user' . int(rand 3000) . '@' . (qw(example.org example.net mail.test slow.test))[ rand 4 ])
            for 1 .. int rand 7;
        $queue->run;
        Log::Log4perl::Appender::TestBuffer->by_name('memory')->clear;
    }
}

for (['early', 40], ['mid', 250], ['late', 250]) {
    my ($name, $minutes) = @$_;
    minutes($minutes);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $queue->status, "\n";
}

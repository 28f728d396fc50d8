package Alarm::Log;
use strict;
use warnings;
use Log::Log4perl;

# one logger for each plant and sensor: there are sixty of them

my $config = <<'TEXT';
log4perl.logger.alarm             = INFO, Ring
log4perl.logger.alarm.door        = DEBUG
log4perl.appender.Ring            = Alarm::Log::Ring
log4perl.appender.Ring.size       = 120
log4perl.appender.Ring.layout     = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Ring.layout.ConversionPattern = %p %c [%X{plant}] %m
TEXT

sub start { Log::Log4perl->init_once(\$config); return }

sub for_signal {
    my ($class, $signal) = @_;
    Log::Log4perl::MDC->put(plant => $signal->{plant});
    return Log::Log4perl->get_logger("alarm.$signal->{sensor}.plant$signal->{plant}");
}

1;

package Weather::Log;
use strict;
use warnings;
use Log::Log4perl qw(:levels);
use parent -norequire, 'Log::Log4perl::Appender';

# an appender that keeps the last lines for the screen of the operator

my @lines;
my $keep = 100;

sub setup {
    my ($class, %arg) = @_;
    $keep = $arg{keep} || $keep;
    Log::Log4perl->init(\<<'CONF');
log4perl.rootLogger             = INFO, Ring
log4perl.appender.Ring          = Weather::Log
log4perl.appender.Ring.layout   = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Ring.layout.ConversionPattern = %p %c %m
CONF
    return;
}

sub new { my ($class, %options) = @_; return bless {%options}, $class }

sub log {
    my ($self, %params) = @_;
    push @lines, $params{message};
    shift @lines while @lines > $keep;
    return;
}

sub lines { return @lines }

1;

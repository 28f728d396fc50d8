package Courier::Log;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);

my $CONF = q{
    log4perl.rootLogger            = WARN, Ring
    log4perl.logger.courier        = INFO, Ring
    log4perl.logger.courier.tour   = WARN
    log4perl.additivity.courier    = 0
    log4perl.appender.Ring         = Courier::Log::Ring
    log4perl.appender.Ring.keep    = 50
    log4perl.appender.Ring.layout  = Log::Log4perl::Layout::PatternLayout
    log4perl.appender.Ring.layout.ConversionPattern = %c %p %m%n
};

sub setup { Log::Log4perl->init(\$CONF) }

sub for_tour {
    my ($class, $rider, $tour) = @_;
    return get_logger("courier.tour.$rider.$tour");
}

sub for_part {
    my ($class, $part) = @_;
    return get_logger("courier.$part");
}

package Courier::Log::Ring;
our @ISA = ('Log::Log4perl::Appender');

sub new {
    my ($class, %opt) = @_;
    return bless { keep => $opt{keep} || 20, lines => [] }, $class;
}

sub log {
    my ($self, %p) = @_;
    push @{ $self->{lines} }, $p{message};
    shift @{ $self->{lines} } while @{ $self->{lines} } > $self->{keep};
}

$INC{'Courier/Log/Ring.pm'} = __FILE__;
1;

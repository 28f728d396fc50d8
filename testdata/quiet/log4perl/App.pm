package App;

# A batch of workers that log by Log::Log4perl: categories, layouts with own
# conversions, thresholds, contexts, a buffer that is flushed, the last lines for
# a page of status, and appenders that fail and are replaced.
use strict;
use warnings;
use Log::Log4perl qw(get_logger :levels);

package App::Recent {
    our @ISA = 'Log::Log4perl::Appender';
    my @lines;
    sub new { my ($class, %with) = @_; return bless {%with}, $class }
    sub log {
        my ($self, %what) = @_;
        die "disk full\n" if $what{message} =~ /number 7\b/;
        push @lines, $what{message};
        shift @lines while @lines > $self->{keep};
        return;
    }
}

Log::Log4perl::Layout::PatternLayout::add_global_cspec(J => sub { $App::job // '-' });
Log::Log4perl->init(\<<'CONF');
log4perl.rootLogger            = WARN, Text
log4perl.logger.shop           = DEBUG, Recent
log4perl.logger.shop.orders    = INFO, Buffer
log4perl.additivity.shop.orders = 0
log4perl.appender.Text         = Log::Log4perl::Appender::String
log4perl.appender.Text.layout  = SimpleLayout
log4perl.appender.Recent       = App::Recent
log4perl.appender.Recent.keep  = 200
log4perl.appender.Recent.layout = PatternLayout
log4perl.appender.Recent.layout.ConversionPattern = %d %p %c %J %X{user} %x %m{chomp}%n
log4perl.appender.Kept         = Log::Log4perl::Appender::String
log4perl.appender.Kept.layout  = PatternLayout
log4perl.appender.Kept.layout.ConversionPattern = %p [%M] %m%n
log4perl.appender.Buffer       = Log::Log4perl::Appender::Buffer
log4perl.appender.Buffer.appender = Kept
log4perl.appender.Buffer.max_messages = 50
log4perl.appender.Buffer.trigger_level = ERROR
log4perl.appender.Buffer.layout = PatternLayout
log4perl.appender.Buffer.layout.ConversionPattern = %m%n
CONF

our $job;

sub steps { return 60, 600, 600 }

sub work {
    my ($class, $n) = @_;
    local $job = $n;
    Log::Log4perl::MDC->put(user => 'user ' . $n % 30);
    Log::Log4perl::NDC->push("job $n");
    my $shop = get_logger('shop');
    $shop->info("begun");
    for my $part (qw(orders stock mail)) {
        my $logger = get_logger("shop.$part." . $n % 12);
        $logger->debug(sub { "part $part of $n" });
        eval { $logger->info("number " . $n % 20); 1 } or $shop->warn("not logged: $@");
        eval { $logger->logdie("$part of $n failed") } if $n % 13 == 0;
        $logger->level($n % 50 == 0 ? $WARN : $DEBUG) if $n % 25 == 0;
    }
    get_logger('other')->error("seldom") if $n % 40 == 0;
    Log::Log4perl::NDC->remove;
    Log::Log4perl::MDC->remove;

    # What was kept is shipped once an hour.
    if ($n % 50 == 49) {
        Log::Log4perl->appender_by_name($_)->string('') for qw(Text Kept);
    }
    return;
}

1;

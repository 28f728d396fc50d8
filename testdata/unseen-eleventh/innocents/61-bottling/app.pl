use strict;
use warnings;
use Log::Log4perl;
use Bottling::Line;
use File::Temp qw(tempdir);
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 64;
my $dir = tempdir(CLEANUP => 1);

Log::Log4perl->init(\<<"END");
log4perl.logger.line               = DEBUG, Flight
log4perl.appender.Flight           = Bottling::FlightRecorder
log4perl.appender.Flight.filename  = $dir/incident.log
log4perl.appender.Flight.layout    = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Flight.layout.ConversionPattern = %p %c %m%n
END

my $line = Bottling::Line->new(crate => 12, service_after => 2900);

my @pics = ({ bottles => 300, name => 'early' }, { bottles => 1000, name => 'mid' }, { bottles => 2700, name => 'late' });

for my $bottle (1 .. $pics[-1]{bottles}) {
    $line->fill($bottle);
    if ($bottle == $pics[0]{bottles}) {
        my $p = shift @pics;
        Devel::MAT::Dumper::dump("$out/$p->{name}.pmat");
        last unless @pics;
    }
}

#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Log::Log4perl;
use Feed::Import;

my $out = shift or die "usage: $0 OUTDIR\n";
Log::Log4perl->init(\<<'CONF');
log4perl.logger.Feed            = WARN, Null
log4perl.logger.Feed.Import     = INFO, Null
log4perl.additivity.Feed.Import = 0
log4perl.appender.Null          = Log::Log4perl::Appender::File
log4perl.appender.Null.filename = /dev/null
log4perl.appender.Null.layout   = Log::Log4perl::Layout::PatternLayout
log4perl.appender.Null.layout.ConversionPattern = %d %c %p %m%n
CONF

my %stock;    # "partner/sku" => article; six partners with 150 articles each
my $import   = Feed::Import->new(store => \%stock);
my @partners = qw(aldous brenner cosmo delta eigen fjord);

sub delivery {
    my ($n) = @_;
    my @rows;
    for my $i (1 .. 12) {
        my $sku = ($n * 7 + $i * 11) % 150;
        push @rows, $i == 9 && $n % 5 == 0 ? 'garbled' : sprintf('%04d;Article  no %d;%d;%d.%02d', $sku, $sku, $n % 90, 5 + $sku, $n % 100);
    }
    return join "\n", @rows;
}

my %dump_at = (120 => 'early', 400 => 'mid', 900 => 'late');
for my $n (1 .. 900) {
    $import->run($partners[ $n % @partners ], delivery($n));
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}

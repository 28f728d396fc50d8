#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Log::Log4perl;

my $out;

BEGIN {
    $out = shift @ARGV or die "usage: $0 OUTDIR\n";
    Log::Log4perl->init(\<<'CONF');
log4perl.logger.Address          = INFO, Out
log4perl.appender.Out            = Log::Log4perl::Appender::File
log4perl.appender.Out.filename   = /dev/null
log4perl.appender.Out.layout     = Log::Log4perl::Layout::SimpleLayout
CONF
}
use Address::Check;

srand 4;
my $check = Address::Check->new;

# the mailing goes from the south to the north of the country
sub address {
    my ($n) = @_;
    my $r = int($n / 60);
    $r = int rand $r + 1 if $n % 3;
    $r %= 40;
    my $i = int rand 100;
    return {
        zip    => $n % 50 == 0 ? 'unknown' : sprintf('%05d', $r * 1000 + $i * 10),
        town   => $n % 31 == 0 ? 'Towm' : "Town $r/$i",
        street => 'Street ' . (1 + int rand 4),
    };
}

my %dump_at = (300 => 'early', 900 => 'mid', 2200 => 'late');
for my $n (1 .. 2200) {
    $check->check(address($n));
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}

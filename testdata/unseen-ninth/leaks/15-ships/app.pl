#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Nmea::Stream;
use Nmea::Chart;

my $out = shift or die "usage: $0 OUTDIR\n";
my $chart = Nmea::Chart->load;
my (@track, $shallow);
my $stream = Nmea::Stream->new(on_sentence => sub {
    my ($type, @f) = @_;
    return unless $type eq 'GPGGA';
    my $depth = $chart->depth_at($f[1], $f[3]);
    $shallow++ if $depth < 5;
    push @track, [ @f[0, 1, 3], $depth ];
    splice @track, 0, @track - 60 if @track > 60;      # the plotter shows an hour
});

# the receiver speaks once a minute, the line delivers pieces of 40 bytes
my $rest = '';
sub minute {
    my ($n) = @_;
    my $time = sprintf '%02d%02d00', int($n / 60) % 24, $n % 60;
    for my $text (
        sprintf('GPGGA,%s,%.3f,N,%.3f,E,1,08,0.9,12.4,M,46.9,M,,', $time, 30 + $n % 500 / 300, 12 + $n % 700 / 400),
        sprintf('GPVTG,%.1f,T,%.1f,M,5.5,N,10.2,K', $n % 360, ($n + 4) % 360),
        sprintf('GPGSA,A,3,04,05,,09,12,,,24,,,,,2.5,1.%d,2.1', $n % 10),
        )
    {
        $rest .= Nmea::Stream->encode($text);
    }
    $stream->feed(substr $rest, 0, 40, '') while length $rest >= 40;
}

my %dump_at = (600 => 'early', 1800 => 'mid', 4200 => 'late');
for my $n (1 .. 4200) {
    minute($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die "no track\n" unless @track == 60;

package Weather::Report;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(make_reports parse format_report);

# lines as the stations send them: ST001;12;06;-3.4;1013;5
sub parse {
    my ($line) = @_;
    my %r;
    @r{qw(station day hour temp hpa wind)} = split /;/, $line;
    return unless defined $r{wind};
    $r{hour} += 0;
    return \%r;
}

sub format_report {
    my ($r) = @_;
    return join ';', @{$r}{qw(station day)}, sprintf('%02d', $r->{hour}), map { sprintf '%.1f', $r->{$_} } qw(temp hpa wind);
}

sub make_reports {
    my ($stations, $day) = @_;
    my @out;
    for my $st (@$stations) {
        my ($n) = $st =~ /(\d+)/;
        my $base = 8 - $n / 10 + 6 * sin($day / 9);
        for my $hour (0, 3, 6, 9, 12, 15, 18, 21) {
            next if rand() < .05;                       # radio silence
            my $temp = $base + 5 * sin(($hour - 8) / 24 * 6.28) + rand 2;
            $temp = 80 if rand() < .01;                 # sun on the sensor
            my $line = format_report({ station => $st, day => $day, hour => $hour, temp => $temp, hpa => 990 + rand 40, wind => rand 20 });
            my $r = parse($line) or next;
            push @out, $r;
        }
    }
    return @out;
}

1;

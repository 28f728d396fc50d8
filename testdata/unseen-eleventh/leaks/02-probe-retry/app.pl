#!/usr/bin/perl
# Availability probe: asks a flaky service over loopback, tries again on errors.
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Socket;
use AnyEvent::Handle;
use Devel::MAT::Dumper;
use Probe;
use Report;

my $out = shift or die "usage: app.pl OUTDIR\n";
my @steps = ([100, 'early'], [400, 'mid'], [1000, 'late']);

# The service under observation: answers "busy" now and then
my $asked = 0;
my %conn;
my $guard = tcp_server '127.0.0.1', undef, sub {
    my ($fh) = @_;
    my $h; $h = AnyEvent::Handle->new(
        fh       => $fh,
        on_error => sub { my $x = shift; delete $conn{$x}; $x->destroy },
        on_eof   => sub { my $x = shift; delete $conn{$x}; $x->destroy },
    );
    $conn{$h} = $h;
    $h->push_read(line => sub {
        my ($x, $line) = @_;
        $x->push_write((++$asked % 3 ? 'ok' : 'busy') . " $line\n");
    });
    undef $h;
}, sub { my (undef, undef, $port) = @_; $main::PORT = $port; return };

my $report = Report->new(keep => 50);
my $probe  = Probe->new(port => $main::PORT, attempts => 4, pause => 0.001);

my $done = 0;
for my $step (@steps) {
    my ($count, $name) = @$step;
    while ($done < $count) {
        my $cv = AE::cv;
        $probe->check("check-" . ++$done, sub { $cv->send(@_) });
        $report->add($cv->recv);
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
exit($report->total == $steps[-1][0] ? 0 : 1);

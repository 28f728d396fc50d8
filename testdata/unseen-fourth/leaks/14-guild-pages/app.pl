#!/usr/bin/perl
# Guild pages.  (c) 2003 - was guild.cgi, now runs as one process behind a socket;
# the requests of the test come from below.
use lib 'lib';
use Devel::MAT::Dumper;
use GuildDB;
use GuildErrors;
use GuildPages;

$outdir = $ARGV[0] or die "usage: $0 OUTDIR\n";
srand(14);

sub handle_request {
    my %in = @_;
    GuildErrors::install(\%in);
    my $html = GuildPages::show(\%in);
    my @problems = GuildErrors::take();
    $html .= "<!-- $_ -->\n" for @problems;
    $problem_count += @problems;
    $bytes += length $html;
    $requests++;
}

sub visitors {
    my ($n) = @_;
    for (1 .. $n) {
        my $page = (qw(home members member roster news))[ int rand 5 ];
        my %in = (page => $page, remote => '10.0.' . int(rand 200) . '.' . int(rand 250));
        $in{id} = int rand 130 if $page eq 'member';    # some ids do not exist
        handle_request(%in);
    }
}

foreach my $phase ([ 'early', 200 ], [ 'mid', 900 ], [ 'late', 900 ]) {
    visitors($phase->[1]);
    Devel::MAT::Dumper::dump("$outdir/$phase->[0].pmat");
    print "$phase->[0]: $requests requests, $bytes bytes, $problem_count problems\n";
}

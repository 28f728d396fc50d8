#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use File::Temp qw(tempdir);
use Hotel::Pool;
use Hotel::Booking;

my $out = shift or die "usage: $0 OUTDIR\n";
my $dir  = tempdir(CLEANUP => 1);
my $pool = Hotel::Pool->new(dsn => "dbi:SQLite:dbname=$dir/hotel.db", max => 16);
$pool->with_connection(sub { my ($dbh) = @_; $dbh->do('PRAGMA synchronous = OFF'); Hotel::Booking->create($dbh); $pool->give_back($dbh) });

my @in_use;     # requests that have read and not yet written
my $served = 0;

sub arrive {
    my ($n) = @_;
    $pool->with_connection(sub {
        my ($dbh) = @_;
        my $day = $n % 30;
        push @in_use, [ $dbh, $n, $day, scalar Hotel::Booking->run($dbh, free => $day) ];
    });
}

sub complete {
    my ($dbh, $n, $day, $room) = @{ shift @in_use };
    if (defined $room) { Hotel::Booking->run($dbh, book => "guest $n", $room, $day) }
    else               { Hotel::Booking->run($dbh, clear => $day) }
    $served++;
    $pool->give_back($dbh);
}

# quiet in the morning, the coaches arrive at noon, busy in the evening
sub crowd { my ($n) = @_; return $n < 150 ? 2 : $n < 400 ? 7 : 15 }

my %dump_at = (120 => 'early', 350 => 'mid', 800 => 'late');
for my $n (1 .. 800) {
    arrive($n);
    complete() while @in_use > crowd($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
complete() while @in_use;
die "only $served served\n" unless $served == 800;

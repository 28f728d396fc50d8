#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use IO::Async::Loop;
use Thumb::Worker;
use Thumb::Shelf;

my $out = shift or die "usage: $0 OUTDIR\n";
my $loop   = IO::Async::Loop->new;
my $worker = Thumb::Worker->new(loop => $loop);
my $shelf  = Thumb::Shelf->new(max => 120);

$loop->watch_signal(TERM => sub { $worker->stop });

my ($n, $skipped) = (0, 0);

sub upload {
    my $id = ++$n;
    return { id => $id, width => 800 + $id % 7 * 100, height => 600 + $id % 5 * 50 };
}

# people upload in small bunches
sub bunch {
    my ($count) = @_;
    my @renders = map {
        $worker->render(upload())->on_done(sub { $shelf->put(@_) })->else(sub { $skipped++; Future->done })
    } 1 .. $count;
    Future->wait_all(@renders)->get;
}

sub until_picture {
    my ($limit, $name) = @_;
    bunch(1 + $n % 4) while $n < $limit;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

until_picture(200  => 'early');
until_picture(600  => 'mid');
until_picture(1400 => 'late');
die "skipped $skipped\n" if $skipped;

#!/usr/bin/env perl
use strict;
use warnings;
use Catalog::Supplier;
use Catalog::Import;
use Catalog::Shelf;
use Devel::MAT::Dumper;

my $out      = shift or die "usage: $0 OUTDIR\n";
my %at       = (100 => 'early', 600 => 'mid', 1100 => 'late');
my $supplier = Catalog::Supplier->new(products => 1150);
my $shelf    = Catalog::Shelf->new(size => 60);
my $import   = Catalog::Import->new(
    shelf      => $shelf,
    on_product => sub {
        my $count = shift;
        if (my $name = delete $at{$count}) { Devel::MAT::Dumper::dump("$out/$name.pmat") }
    },
);

# the supplier never closes the stream during the day: all in one document
pipe my $reader, my $writer or die "pipe: $!\n";
my $pid = fork // die "fork: $!\n";
if (!$pid) {
    close $reader;
    $supplier->send_to($writer);
    close $writer;
    require POSIX;
    POSIX::_exit(0);
}
close $writer;
$import->read_from($reader);
waitpid $pid, 0;
print $import->summary, "\n";

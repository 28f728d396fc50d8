#!/usr/bin/env perl
# loans of a town library: a pool of data base handles with cached statements
use strict;
use warnings;
use Devel::MAT::Dumper;
use Library::Pool;
use Library::Loans;

my $dir = shift or die "usage: $0 DIR\n";
srand 55;

my $pool  = Library::Pool->new(max => 6, file => "$dir/library.db");
my $loans = Library::Loans->new(pool => $pool);
$loans->install(200);

# how many desks work at the same time
sub desks {
    my ($minutes, $desks) = @_;
    for (1 .. $minutes) {
        my @taken = map { $pool->take } 1 .. 1 + int rand $desks;
        for my $db (@taken) {
            my $book = 1 + int rand 200;
            rand() < 0.5 ? $loans->lend($db, $book, 'reader ' . int rand 80) : $loans->give_back($db, $book);
            $loans->find($db, map { ($_ => int rand 20) } grep { rand() < 0.4 } qw(author shelf year));
        }
        $pool->give($_) for @taken;
    }
    return;
}

for my $part ([early => 25, 2], [mid => 90, 4], [late => 90, 6]) {
    my ($name, $minutes, $desks) = @$part;
    desks($minutes, $desks);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d handles, %d statements\n", $name, $pool->size, $pool->statements;
}
unlink "$dir/library.db";

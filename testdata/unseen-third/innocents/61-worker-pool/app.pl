#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Chunk::Pool;
use Chunk::Tasks;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 61;

my $pool  = Chunk::Pool->new(size => 3);
my $tasks = Chunk::Tasks->new;
my $load  = 1;
my %stage = (60 => 'early', 500 => 'mid', 500 + 440 * $load => 'late');

$pool->on_result(sub {
    my ($task, $answer) = @_;
    $tasks->finished($task, $answer);
    my $name = $stage{ $tasks->count } or return;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $tasks->text, '; ', $pool->text, "\n";
    $pool->stop if $name eq 'late';
});
$pool->run(sub { $tasks->next });

#!/usr/bin/perl
# Something alive of every kind at a line, in numbers that tests know.
# Usage: perl -Ilib alive.pl OUT.pmat
use strict;
use warnings;
use Leaky::Dump;
use Alive::Cache;
use Alive::Shapes;
use Alive::Tasks;

our @shapes;
my %index;
my @unused;

sub index_of {
    my ($name) = @_;
    return $index{$name} //= scalar keys %index;
}

Alive::Cache::put("key $_", "value $_") for 1 .. 1200;
Alive::Cache::note("visitor $_") for 1 .. 700;
Alive::Cache::recall($_) for 1 .. 64;
index_of("name $_") for 1 .. 90;
push @shapes, map Alive::Shape->new($_), 1 .. 20;
push @shapes, map Alive::Circle->new($_), 1 .. 30;
push @shapes, map Alive::Point->at($_, -$_), 1 .. 15;
our @tasks = Alive::Tasks::make({ n => 0 }, map "task $_", 1 .. 40);
our @compiled = map Alive::Tasks::compile($_), 1 .. 25;
Alive::Tasks::define($_) for 1 .. 12;
our @either = map Alive::Tasks::either($_), 1 .. 6;
our @named = map Alive::Tasks::named($_), 1 .. 9;
our @template = map Alive::Tasks::template($_), 1 .. 5;

Devel::MAT::Dumper::dump(shift);

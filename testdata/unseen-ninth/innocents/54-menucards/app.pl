#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use File::Temp qw(tempdir);
use Menu::Dishes;
use Menu::Printer;

my $out = shift or die "usage: $0 OUTDIR\n";
my $dir = tempdir(CLEANUP => 1);

sub write_file { my ($name, $text) = @_; open my $fh, '>', "$dir/$name" or die $!; print {$fh} $text; close $fh }
write_file('head.tt', "[% title FILTER upper %]\n----\n");
write_file('foot.tt', "service included\n");
write_file(Menu::Dishes::card_name($_), Menu::Dishes::card_text($_)) for 0 .. 47;

my $printer = Menu::Printer->new($dir);
my $chars   = 0;

# the popular cards are asked for often, the rare ones now and then
sub guest {
    my ($n) = @_;
    my $i = $n % 3 ? $n % 8 : int($n / 9) % 48;
    $chars += length $printer->card(Menu::Dishes::card_name($i), Menu::Dishes::of_day($n % 60));
}

my %dump_at = (100 => 'early', 250 => 'mid', 600 => 'late');
for my $n (1 .. 600) {
    guest($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}

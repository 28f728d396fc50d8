#!/usr/bin/env perl
# renders letters for the print shop through temporary files
use strict;
use warnings;
use Devel::MAT::Dumper;
use Letter::Render;

my $dir = shift or die "usage: $0 DIR\n";
srand 1919;

my $render = Letter::Render->new(dir => $dir, fonts => 12);
my (%pages_of, @outbox);
my $letters = 0;

sub letters {
    my ($count) = @_;
    for (1 .. $count) {
        my $customer = 1 + int rand 90;
        my $text     = join "\n", map { 'line ' . $_ . ' for customer ' . $customer } 1 .. 10 + rand 60;
        my $pages    = $render->pages($text, 'font' . int rand 12);
        $pages_of{$customer} += @$pages;
        $letters++;
        push @outbox, { customer => $customer, pages => $pages };
        shift @outbox while @outbox > 30;
    }
    return;
}

for my $part ([early => 80], [mid => 350], [late => 350]) {
    my ($name, $count) = @$part;
    letters($count);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d letters for %d customers, %d in the outbox\n", $name, $letters, scalar keys %pages_of, scalar @outbox;
}

#!/usr/bin/env perl
use strict;
use warnings;
use File::Path qw(make_path remove_tree);
use Mojo::IOLoop;
use Mojo::File qw(path);
use Site::Builder;
use Site::Watcher;
use Devel::MAT::Dumper;

my $out  = shift or die "usage: $0 OUTDIR\n";
my $root = path("/tmp/watched-site.$$");
for my $section (qw(news about shop shop/books shop/maps)) {
    make_path("$root/$section");
    path("$root/$section/page$_.md")->spurt("# $section $_\n\ntext of page $_\n") for 1 .. 4;
}

my $watcher = Site::Watcher->new(root => $root, interval => 0.002);
my $builder = Site::Builder->new(root => $root);
my %at      = (60 => 'early', 360 => 'mid', 660 => 'late');

$watcher->on(changed => sub { my ($watcher, $files) = @_; $builder->build($_) for @$files });
$watcher->on(checked => sub {
    my ($watcher, $round) = @_;
    path("$root/news/page1.md")->spurt("# news\n\nround $round\n") if $round % 20 == 0;
    if (my $name = delete $at{$round}) { Devel::MAT::Dumper::dump("$out/$name.pmat") }
    Mojo::IOLoop->stop unless %at;
});
$watcher->start;
Mojo::IOLoop->start;
print $builder->summary, ', ', $watcher->rounds, " rounds\n";
remove_tree("$root");

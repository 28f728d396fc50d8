#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Comments::Page;

# Feeds a page of recipe comments with what people write.
my $dir = shift || die "usage: $0 DIR\n";
srand 33;

my @text = (
    'Lovely! <b>Five stars</b> from me.',
    'I used <i>less</i> sugar<script>alert(1)</script>, still too sweet',
    'See <a href="http://spam.example/">my shop</a>',
    'Add <em>cardamom</em> &amp; <strong>salt</strong>',
    '<div onclick="x()">burnt at 200 degrees</div>',
    'Thanks <font size="7">a lot</font> <br> my kids loved it',
);

my $page = Comments::Page->new;

sub evening {
    my $comments = shift;
    $page->add("user" . int(rand 500), join ' ', @text[ map { rand @text } 1 .. 1 + rand 3 ]) for 1 .. $comments;
}

for (['early', 150], ['mid', 520], ['late', 560]) {
    evening($_->[1]);
    Devel::MAT::Dumper::dump("$dir/$_->[0].pmat");
    print $page->summary, "\n";
}

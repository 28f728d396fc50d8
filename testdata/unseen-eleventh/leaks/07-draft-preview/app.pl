#!/usr/bin/perl
# Editorial office: authors look at previews of their drafts, then publish.
use strict;
use warnings;
use Devel::MAT::Dumper;
use Plack::Builder;
use Plack::Test;
use HTTP::Request::Common;
use Office;
use Draft;

my $out = shift or die "usage: app.pl OUTDIR\n";
my $office = Office->new(title => 'Evening Post');

my $handler = builder {
    enable 'ContentLength';
    sub { $office->call(@_) };
};
my $client = Plack::Test->create($handler);

my %keep = (150 => 'early', 450 => 'mid', 1000 => 'late');
my $bad  = 0;
for my $n (1 .. 1000) {
    my $draft = Draft->new(number => $n, author => "author" . $n % 9, paragraphs => 4);
    my $path  = $office->preview($draft);
    for (1 .. 2) {
        my $res = $client->request(GET $path);
        $bad++ unless $res->code == 200 and $res->content =~ /Draft $n\b/;
        $draft->revise;
    }
    $office->publish($draft);
    $client->request(GET '/');
    Devel::MAT::Dumper::dump("$out/$keep{$n}.pmat") if $keep{$n};
}
die "$bad bad answers\n" if $bad;

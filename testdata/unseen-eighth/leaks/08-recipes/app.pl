#!/usr/bin/perl
use strict;
use warnings;
use HTTP::Request::Common qw(GET);
use HTTP::Response;
use HTTP::Message::PSGI;
use Devel::MAT::Dumper ();
use Recipes;

# Traffic of a recipe site: a few readers that come back with their cookie,
# and feed readers and crawlers that never send one.
my $out = $ARGV[0] // die "usage: app.pl OUTDIR\n";
my $app = Recipes->to_app;

my @readers = map { { name => "reader$_", cookie => undef } } 1 .. 12;
my $next    = 0;
srand 5;

sub visit {
    my ($who, $path) = @_;
    my @head = ('User-Agent' => $who->{name});
    push @head, Cookie => $who->{cookie} if $who->{cookie};
    my $res = HTTP::Response->from_psgi($app->(GET("http://recipes.local$path", @head)->to_psgi));
    if ($who->{keeps} && (my $set = $res->header('Set-Cookie'))) {
        ($who->{cookie}) = $set =~ /^([^;]+)/;
    }
    return $res->code;
}
$_->{keeps} = 1 for @readers;

my %point = (150 => 'early', 500 => 'mid', 1200 => 'late');
my %codes;
for my $n (1 .. 1200) {
    my $who = $n % 3 ? { name => "crawler/$n" } : $readers[ $next++ % @readers ];
    $codes{ visit($who, '/recipe/' . int rand 200) }++;
    next unless $point{$n};
    Devel::MAT::Dumper::dump("$out/$point{$n}.pmat");
}
print "$_ => $codes{$_}\n" for sort keys %codes;

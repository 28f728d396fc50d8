#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Mojo::UserAgent;
use Devel::MAT::Dumper;
use Newsletter;

# Counts what readers do with a newsletter: opens, clicks, cancellations.
my $out = shift or die "usage: app.pl OUTDIR\n";
my $app = Newsletter->new;
my $ua  = Mojo::UserAgent->new;
$ua->server->app($app);

my %dump  = (60 => 'early', 200 => 'mid', 500 => 'late');
my @pages = qw(/open/%d /click/%d /report /issue/%d /cancel/%d /nothing/%d /top);

srand 40;
for my $n (1 .. 500) {
    $app->clock($app->clock + 61);

    # the pages are found one after the other as the morning goes on
    my $known = 2 + int($n / 50);
    $known = @pages if $known > @pages;
    my $path = $pages[ rand $known ] =~ s{%d}{int rand 80}er;
    $ua->get($path);
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
print $ua->get('/report')->res->text;

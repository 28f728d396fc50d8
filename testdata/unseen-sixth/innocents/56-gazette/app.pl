#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Gazette::Views;
use Gazette::Press;

my ($out, $issues) = @ARGV;
$issues //= 14;
srand 560;

my $views = Gazette::Views->new;
my $press = Gazette::Press->new(views => $views);

my $issue = 0;
sub issue (@sections) {
  $issue++;
  $press->print_page($issue, $sections[rand @sections], int rand 6) for 1 .. 12;
  $press->mail("reader$_", $issue) for 1 .. 5;
}

# the week: a few sections only; the weekend issue has all of them
issue(qw(town sport)) for 1 .. 4;
Devel::MAT::Dumper::dump("$out/early.pmat");
issue(qw(town sport market culture letters)) for 1 .. 8;
Devel::MAT::Dumper::dump("$out/mid.pmat");
issue(qw(town sport market culture letters garden travel chess youth motor recipes weather)) for 1 .. $issues;
Devel::MAT::Dumper::dump("$out/late.pmat");

say $press->pages, ' pages, ', $views->compiled, ' templates compiled';

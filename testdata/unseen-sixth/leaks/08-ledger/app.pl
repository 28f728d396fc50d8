use strict;
use warnings;
use Devel::MAT::Dumper;
use Ledger::Books;
use Ledger::Report;

my ($out, $n_late) = @ARGV;
$n_late ||= 30;
srand 1;

my $books = Ledger::Books->open;
$books->post(day => $_ % 28 + 1, account => (qw(rent wages goods post tax))[ $_ % 5 ], cents => 500 + int rand 90_000, currency => (qw(EUR USD NOK))[ $_ % 3 ]) for 1 .. 600;

my $month = 0;
my @asked;

sub month {
    $month++;
    my %rate = (EUR => 1, USD => .9 + rand .1, NOK => .08 + rand .01);
    for my $round (1 .. 8) {
        my $report = Ledger::Report->new(
            books   => $books,
            rates   => {%rate},
            title   => "Month $month/$round",
            rounding => $round % 2 ? 'cash' : 'exact',
        );
        push @asked, scalar $report->by_account if $round <= 4;
        push @asked, $report->total('rent')     if $round > 4;
        splice @asked, 0, -10;
    }
    $books->post(day => 1 + int rand 28, account => 'goods', cents => int rand 5000, currency => 'USD') for 1 .. 5;
    $books->close_oldest(5);
    $books->statement($_) for qw(rent tax);
}

month() for 1 .. 12;
Devel::MAT::Dumper::dump("$out/early.pmat");
month() for 1 .. 30;
Devel::MAT::Dumper::dump("$out/mid.pmat");
month() for 1 .. $n_late;
Devel::MAT::Dumper::dump("$out/late.pmat");

print ref $asked[-1] ? "report\n" : "" . ($asked[-1] // 0) . "\n";

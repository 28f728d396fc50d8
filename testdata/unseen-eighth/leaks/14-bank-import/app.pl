#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use BankImport::Statement;
use BankImport::Ledger;

# Takes in the statement files that the banks drop over night.
my $out    = shift or die "usage: app.pl OUTDIR\n";
my $ledger = BankImport::Ledger->new;
my %dump   = (150 => 'early', 500 => 'mid', 1250 => 'late');

sub statement_text {
    my ($n) = @_;
    my @line;
    for my $i (1 .. 12) {
        my $amount = ($n * 31 + $i * 17) % 900;
        $amount = 'n/a' if ($n + $i) % 23 == 0;
        push @line, join ';', "2024-03-" . sprintf('%02d', 1 + $i), "DE$n", $amount, "invoice $n/$i";
    }
    return join "\n", @line;
}

for my $n (1 .. 1250) {
    my $st = BankImport::Statement->new(name => sprintf('st%05d.csv', $n));
    $st->parse(statement_text($n));
    $ledger->post($st);
    if (my $name = $dump{$n}) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
    }
}
print $ledger->report;

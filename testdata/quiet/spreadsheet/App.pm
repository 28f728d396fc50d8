package App;

# Monthly reports by Excel::Writer::XLSX and Text::CSV: orders are read from CSV,
# some lines of which are torn, and written as workbooks with formats, formulas
# and charts.
use strict;
use warnings;
use Excel::Writer::XLSX;
use File::Temp 'tempdir';
use Text::CSV;

my $dir = tempdir(CLEANUP => 1);
my $csv = Text::CSV->new({ binary => 1, auto_diag => 0 });
my (%sum, @torn);

sub steps { return 4, 20, 20 }

sub work {
    my ($class, $n) = @_;
    my $text = join '', map { qq("order $n.$_",) . $_ * $n % 37 . qq(,"said ""yes"" to $_"\n) } 1 .. 40;
    $text .= qq("torn $n,1\n) if $n % 4 == 0;
    open my $in, '<', \$text or die $!;
    my @rows;
    while (my $row = $csv->getline($in)) { push @rows, $row }
    if (!$csv->eof) {
        push @torn, 0 + $csv->error_diag;
        shift @torn while @torn > 10;
    }

    open my $out, '>', \my $bytes or die $!;
    my $book  = Excel::Writer::XLSX->new($out);
    $book->set_tempdir($dir);
    my $bold  = $book->add_format(bold => 1, bg_color => 'silver');
    my $sheet = $book->add_worksheet('Orders');
    $sheet->write_row(0, 0, [qw(Order Count Said)], $bold);
    $sheet->write_row($_ + 1, 0, $rows[$_]) for 0 .. $#rows;
    $sheet->write_formula(@rows + 1, 1, '=SUM(B2:B' . (@rows + 1) . ')');
    if ($n % 3 == 0) {
        my $chart = $book->add_chart(type => 'column', embedded => 1);
        $chart->add_series(values => '=Orders!$B$2:$B$' . (@rows + 1));
        $sheet->insert_chart('E2', $chart);
    }
    $book->close;
    $sum{ $n % 12 } = length $bytes;
    return;
}

1;

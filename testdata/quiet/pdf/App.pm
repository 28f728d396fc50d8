package App;

# Invoices by PDF::API2: fonts, tables, outlines, several pages; some are opened
# again and stamped, some are torn.
use strict;
use warnings;
use PDF::API2;

my (%size, %refused);

sub steps { return 4, 20, 20 }

sub work {
    my ($class, $n) = @_;
    my $pdf  = PDF::API2->new;
    my $bold = $pdf->font('Helvetica-Bold');
    my $text = $pdf->font('Times-Roman');
    $pdf->info(Title => "Invoice $n", Author => 'shop');
    for my $number (1 .. 1 + $n % 3) {
        my $page = $pdf->page;
        $page->size('A4');
        my $draw = $page->text;
        $draw->font($bold, 18);
        $draw->position(50, 780);
        $draw->text("Invoice $n, page $number");
        $draw->font($text, 10);
        for my $row (1 .. 15) {
            $draw->position(0, -15);
            $draw->text("$row articles of kind " . $row * $n % 17);
        }
        my $line = $page->graphics;
        $line->move(50, 770);
        $line->line(550, 770);
        $line->stroke;
        $pdf->outlines->outline->title("Page $number")->destination($page);
    }
    my $bytes = $pdf->to_string;
    $size{ $n % 30 } = length $bytes;
    if ($n % 3 == 0) {
        my $again = PDF::API2->from_string($bytes);
        $again->open_page(1)->text->font($again->font('Courier'), 30);
        $again->to_string;
    }
    eval { PDF::API2->from_string(substr $bytes, 0, 200); 1 } or $refused{torn}++ if $n % 4 == 0;
    return;
}

1;

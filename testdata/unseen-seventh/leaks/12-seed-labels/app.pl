use strict;
use warnings;
use Devel::MAT::Dumper;
use Seeds::Stock;
use Seeds::Label;
use Seeds::Sheet;

# A seed bank prints labels for the bags it sends out: each order has its own
# small template, with parts that are looked up when the label is written.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 41;

my $stock = Seeds::Stock->new(kinds => 40);
my $sheet = Seeds::Sheet->new(columns => 3, rows => 8);
my $order = 0;

my @templates = (
    "{{name}}\n{{> origin}}\n{{#sow}}sow in {{month}}{{/sow}}",
    "{{> head}} {{weight}} g\n{{> origin}}",
    "{{name}} ({{latin}})\n{{#warn}}keep {{warn}}{{/warn}}{{> foot}}",
);
my %parts = (
    head   => '*** {{name}} ***',
    origin => 'from {{country}}, harvest {{year}}',
    foot   => 'Seed bank, bag {{bag}}',
);

sub one_order {
    my $bag   = $stock->take($order);
    my $label = Seeds::Label->new(
        template => $templates[$order % @templates],
        parts    => \%parts,
    );
    $sheet->place($label->write($bag));
    $order++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_order() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d labels on %d sheets, %d characters\n", $order, $sheet->printed, $sheet->characters;

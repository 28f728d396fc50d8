package Bill::Source;
use Moo;

has faulty => (is => 'ro', default => 0.1);
has number => (is => 'rw', default => 10_000);

# the text of one bill, as the scanner reads it
sub next_bill {
    my $self = shift;
    $self->number($self->number + 1);
    my @lines = map { sprintf "%d x %s @ %.2f", 1 + int rand 9, (qw(paper toner lamp chair desk))[ rand 5 ], 1 + rand 90 } 1 .. 1 + int rand 5;
    my $text = join "\n", 'BILL ' . $self->number, 'VENDOR ' . (qw(Acme Bolt Crown Delta))[ rand 4 ], @lines, 'END';
    if (rand() < $self->faulty) {
        my $kind = int rand 3;
        $text =~ s/^VENDOR.*\n//m if $kind == 0;
        $text =~ s/ @ / a /       if $kind == 1;
        $text =~ s/\nEND//        if $kind == 2;
    }
    return $text;
}

1;

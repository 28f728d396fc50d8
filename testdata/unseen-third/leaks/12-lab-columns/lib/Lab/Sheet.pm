package Lab::Sheet;
use strict;
use warnings;
use Text::CSV_XS;
use List::Util qw(sum0);
use Lab::Row;

my $csv = Text::CSV_XS->new({sep_char => ';', binary => 1, auto_diag => 1});

sub read {
    my ($class, $text) = @_;
    open my $fh, '<', \$text or die $!;
    my @columns = fields(scalar <$fh>);
    Lab::Row->of_columns(@columns);
    my @rows;
    while (my $line = <$fh>) {
        push @rows, Lab::Row->new(\@columns, [fields($line)]);
    }
    return bless {columns => \@columns, rows => \@rows}, $class;
}

sub fields {
    my $line = shift;
    chomp $line;
    $csv->parse($line);
    return $csv->fields;
}

sub count   { my $self = shift; return scalar @{ $self->{rows} } }
sub kind    { my $self = shift; return $self->{rows}[0]->kind }
sub samples { my $self = shift; return grep {/^sample/} @{ $self->{columns} } }

# the mean of all samples, without the blank value
sub mean {
    my $self = shift;
    my @values;
    for my $row (@{ $self->{rows} }) {
        for my $name ($self->samples) {
            push @values, $row->$name - $row->blank;
        }
    }
    return @values ? sum0(@values) / @values : 0;
}

1;

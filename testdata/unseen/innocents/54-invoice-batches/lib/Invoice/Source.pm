package Invoice::Source;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, number => 0}, $class;
}

sub batch {
    my ($self, $count) = @_;
    my $xml = qq{<?xml version="1.0"?>\n<batch>\n};
    for (1 .. $count) {
        my $number   = ++$self->{number};
        my $supplier = 1 + int rand $self->{suppliers};
        $xml .= qq{<invoice number="$number" supplier="S$supplier">\n};
        for (1 .. 1 + int rand 6) {
            my $article = 1 + int rand $self->{articles};
            $xml .= qq{ <line article="A$article"><pieces>} . (1 + int rand 20) . qq{</pieces><cents>} . 100 * (1 + $article % 70) . "</cents></line>\n";
        }
        $xml .= "</invoice>\n";
    }
    return "$xml</batch>\n";
}

1;

package Invoice::Book;
use strict;
use warnings;

# a "month" has ten days here; invoices older than some months are only totals

sub new {
    my ($class, %args) = @_;
    return bless {keep => $args{months}, months => [{}], day => 1, seen => {}, totals => {}, prices => {}, count => 0}, $class;
}

sub enter {
    my ($self, $number, $supplier, $lines) = @_;
    return if $self->{seen}{$number}++;
    my $sum = 0;
    for my $line (@$lines) {
        $sum += $line->{pieces} * $line->{cents};
        $self->{prices}{ $line->{article} } = $line->{cents};    # the price list: 400 articles
    }
    push @{ $self->{months}[-1]{$supplier} }, {number => $number, lines => $lines, sum => $sum};
    $self->{count}++;
    return;
}

sub next_day {
    my $self = shift;
    return if ++$self->{day} % 10;
    push @{ $self->{months} }, {};
    while (@{ $self->{months} } > $self->{keep}) {
        my $old = shift @{ $self->{months} };
        for my $supplier (keys %$old) {
            $self->{totals}{$supplier} += $_->{sum}, delete $self->{seen}{ $_->{number} } for @{ $old->{$supplier} };
        }
    }
    return;
}

sub summary {
    my $self = shift;
    return sprintf 'day %d, %d invoices ever, %d kept, %d prices', $self->{day}, $self->{count}, scalar keys %{ $self->{seen} }, scalar keys %{ $self->{prices} };
}

1;

package Customs::Declaration;
use strict;
use warnings;

my @COUNTRY = qw(CN US JP KR IN BR CA CH NO TR VN TH MX ZA AU NZ GB UA MA TN);
my @GOODS   = map { sprintf '%02d', $_ } 1 .. 97;

sub random {
    my ($class, $n) = @_;
    my @line = map { {
        goods => $GOODS[ rand() < 0.5 ? rand @GOODS : rand 12 ],
        cent  => 500 + int rand 20_000,
    } } 1 .. 1 + int rand 2;
    return bless { no => $n, from => $COUNTRY[ rand @COUNTRY ], line => \@line }, $class;
}

sub duty {
    my ($self, $tariff) = @_;
    my $sum = 0;
    for my $line (@{ $self->{line} }) {
        my $rate = $tariff->rate($self->{from}, $line->{goods});
        $sum += $line->{cent} * $rate->{percent} / 100 + $rate->{fee};
    }
    return $sum;
}

1;

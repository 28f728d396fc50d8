package Customs::Tariff;
use strict;
use warnings;

my %AGREEMENT = map { $_ => 1 } qw(CH NO TR GB UA MA TN KR JP CA);

sub new {
    my ($class) = @_;
    return bless { rate => {} }, $class;
}

sub rate {
    my ($self, $country, $goods) = @_;
    return $self->{rate}{"$country/$goods"} //= $self->_work_out($country, $goods);
}

sub known { scalar keys %{ $_[0]{rate} } }

sub _work_out {
    my ($self, $country, $goods) = @_;
    my $base = 2 + $goods % 11;
    my @steps = map { { above => 15_000 * $_, percent => $base + $_ } } 0 .. 2;
    return {
        percent => $AGREEMENT{$country} ? 0 : $base,
        fee     => $goods > 60 ? 150 : 90,
        steps   => \@steps,
        text    => "chapter $goods, origin $country",
    };
}

1;

package Letters::Customers;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {%arg, serial => 1000}, $class }

sub next_customer {
    my $self = shift;
    my $n    = ++$self->{serial};
    return {
        number   => $n,
        name     => "Customer & Sons $n",
        vip      => $n % 7 == 0,
        date     => sprintf('%02d.%02d.', 1 + $n % 28, 1 + $n % 12),
        language => $self->{languages}[ rand @{ $self->{languages} } ],
        kind     => $self->{kinds}[ rand @{ $self->{kinds} } ],
        lines    => [map { { text => "Item $_", amount => int rand 100 } } 1 .. 1 + rand 4],
    };
}

1;

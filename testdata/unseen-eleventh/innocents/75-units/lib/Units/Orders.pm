package Units::Orders;
use strict;
use warnings;

sub new {
    my ($class, $kinds) = @_;
    return bless { kinds => $kinds, names => [sort keys %$kinds] }, $class;
}

sub next_line {
    my $self = shift;
    my $list = $self->{kinds}{ $self->{names}[ rand @{ $self->{names} } ] };
    return ($list->[ rand @$list ], $list->[ rand @$list ], int rand 5, rand 1000);
}

1;

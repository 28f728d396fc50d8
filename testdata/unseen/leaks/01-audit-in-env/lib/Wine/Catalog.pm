package Wine::Catalog;
use strict;
use warnings;

my @grapes  = qw(merlot riesling cabernet pinot syrah grenache);
my @regions = qw(Mosel Medoc Rioja Barolo Alsace);

sub new {
    my ($class, %args) = @_;
    my $self = bless {bottles => [], by_grape => {}, searches => {}}, $class;
    for my $id (0 .. $args{bottles} - 1) {
        my $bottle = {
            id     => $id,
            grape  => $grapes[$id % @grapes],
            region => $regions[($id * 7) % @regions],
            year   => 1990 + $id % 30,
            price  => 700 + ($id * 37) % 4000,
        };
        push @{ $self->{bottles} }, $bottle;
        push @{ $self->{by_grape}{ $bottle->{grape} } }, $bottle;
    }
    return $self;
}

sub bottle { my ($self, $id) = @_; return $self->{bottles}[$id] }

# the result pages are kept: there are only as many as there are grapes
sub search {
    my ($self, $grape) = @_;
    return $self->{searches}{$grape} //= do {
        my $hits = $self->{by_grape}{$grape} || [];
        [map {"$_->{year} $_->{grape}, $_->{region}"} sort { $a->{price} <=> $b->{price} } @$hits];
    };
}

1;

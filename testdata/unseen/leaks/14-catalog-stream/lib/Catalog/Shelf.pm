package Catalog::Shelf;
use strict;
use warnings;

# products by number; the list of changes is a ring

sub new {
    my ($class, %args) = @_;
    return bless {products => {}, changes => [], size => $args{size}}, $class;
}

sub put {
    my ($self, $product) = @_;
    my $old = $self->{products}{ $product->{number} };
    $self->{products}{ $product->{number} } = $product;
    $self->change($old ? 'changed' : 'new', $product->{number});
    return;
}

sub withdraw {
    my ($self, $number) = @_;
    delete $self->{products}{$number} and $self->change('withdrawn', $number);
    return;
}

sub change {
    my ($self, @change) = @_;
    push @{ $self->{changes} }, \@change;
    shift @{ $self->{changes} } while @{ $self->{changes} } > $self->{size};
    return;
}

sub count { scalar keys %{ $_[0]{products} } }

1;

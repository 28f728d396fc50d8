package Shoes::Sizes;
use strict;
use warnings;
use Moose::Util::TypeConstraints;

# The type that an order of a model has to satisfy: only the sizes in which
# the model is made.

sub type_for {
    my ($class, $model, $sizes) = @_;
    my $name = "Shoes::SizeOf$model";
    return find_type_constraint($name) || enum($name, [map {"$_"} @$sizes]);
}

1;

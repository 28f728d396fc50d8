use strict;
use warnings;
use lib '/srv/app/lib';
use Devel::MAT::Dumper;
use Shop::Cart;

my (@kept, %registry, @later);
for my $id (1 .. 40) {
    my $cart = Shop::Cart->new(id => $id);
    $cart->watch(\%registry);
    $cart->pair;
    push @kept, Shop::Cart::Gift->wrap(id => $id, plain => $id % 2);
    Shop::Cart::price("item $id");
}

# Handlers are made of text, one by one.
our %handlers;
sub compile {
    my ($name) = @_;
    my $made = eval "my \$name = '$name';\nsub { return \$name }" or die $@;
    return $made;
}
$handlers{$_} = compile("handler $_") for 1 .. 25;

# A template says which lines its code is from.
sub render {
    my ($cart) = @_;
    my $code = qq{sub {\n my (\$cart, \$later) = \@_;\n#line 6 "/srv/app/templates/cart.html.ep"\n push \@\$later, sub { \$cart->{id} };\n}};
    our $template //= eval $code or die $@;
    return $template->($cart, \@later);
}
render($_) for @kept;

Devel::MAT::Dumper::dump($ARGV[0]);

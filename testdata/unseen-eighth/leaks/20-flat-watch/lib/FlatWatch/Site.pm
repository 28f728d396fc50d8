package FlatWatch::Site;
use strict;
use warnings;

# Makes the pages that otherwise come from the portal.
sub new {
    my ($class, %arg) = @_;
    srand $arg{seed};
    return bless {}, $class;
}

sub page {
    my ($self, $n) = @_;
    my $rooms = 1 + $n % 5;
    my $price = $n % 4 == 0 ? 'on request' : 300 + 180 * $rooms + int rand 150;
    my $facts = join '', map { "<li>$_</li>" } "rooms: $rooms", "floor: " . $n % 6, 'balcony', 'cellar';
    return <<"HTML";
<html><head><title>Flat $n</title></head><body>
<h1 class="title">Flat no. $n, near the park</h1>
<ul class="facts">$facts</ul>
<p class="price">$price</p><p class="text">A quiet flat with a view.</p>
</body></html>
HTML
}

1;

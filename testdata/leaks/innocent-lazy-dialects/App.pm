package Phrases;
use strict;
use warnings;

my %ready;
my %TEXTS = map { $_ => "$_ of the house" } map { "text$_" } 1 .. 12;

sub of {
    my ($class, $language) = @_;
    return $ready{$language} //= $class->make($language);
}

sub make {
    my ($class, $language) = @_;
    my $package = __PACKAGE__ . "::\u$language";
    no strict 'refs';
    @{"${package}::ISA"} = (__PACKAGE__);
    for my $name (keys %TEXTS) {
        my $text = "$TEXTS{$name} in $language";
        *{"${package}::$name"} = sub { return $text };
    }
    return $package;
}

package App;
our ($shown, $guests) = (0, 0);
sub work {
    my (undef, $n) = @_;
    $shown++;
    $guests += 2;
    my @heard = map { my $first = $_; map { "$first$_" } qw(a e i o u y) } qw(b d f g k l n r);
    my $open = 3 + int .25 * $n**.75;
    $open = @heard if $open > @heard;
    Phrases->of($heard[ $n * 7 % $open ])->text3;
    return;
}
1;

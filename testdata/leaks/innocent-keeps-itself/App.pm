package App;
use strict; use warnings;
use Scalar::Util 'weaken';
my @due;
sub start {
    my ($size) = @_;
    my $order = { parts => [ map { { no => $_, text => "part $_ of $size" } } 1 .. $size ] };
    $order->{end} = sub { undef $order };
    weaken($due[@due] = $order);
    return;
}
sub work {
    my ($class, $n) = @_;
    start(10 + int($n / 2));
    return if @due < 6;
    my $order = shift @due;
    $order->{end}->();
    return;
}
1;

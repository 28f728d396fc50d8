package App;
use strict; use warnings;
my @regions = map { "region" . chr(97 + $_) . 'q' } 0 .. 15;
my @layouts = qw(wide narrow print table gallery mobile);
my %views;
sub view {
    my ($region, $layout) = @_;
    return $views{"$region/$layout"} ||= eval 'sub { my $t = shift; $t =~ s/\b(' . $region . ')\b/<$1>/; $t =~ /^(?:' . $layout . '|x)/; return $t . $layout }' || die $@;
}
sub steps { return (20, 45, 300) }
sub work {
    my (undef, $n) = @_;
    srand $n;
    # the regions come into use one after the other
    my $known = $n < 20 ? 9 : 16;
    my $text = view($regions[rand $known], $layouts[rand @layouts])->("some text of a region");
    return;
}
1;

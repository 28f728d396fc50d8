package Letter::Font;
use strict;
use warnings;

sub load {
    my ($class, $name) = @_;
    my $seed = unpack '%16C*', $name;
    return bless { name => $name, width => { map { (chr($_) => 400 + ($_ * $seed) % 300) } 32 .. 126 } }, $class;
}

sub shape {
    my ($self, $line) = @_;
    my $sum = 0;
    $sum += $self->{width}{$_} // 500 for split //, $line;
    return sprintf '%06d %s', $sum, $line;
}

1;

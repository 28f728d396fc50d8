package PartnerApi::Bucket;
use strict;
use warnings;
use Time::HiRes ();

sub new {
    my ($class, %arg) = @_;
    return bless { rate => $arg{rate}, area => $arg{area}, tokens => 3 * $arg{rate}, filled => Time::HiRes::time() }, $class;
}

sub take {
    my $self = shift;
    my $now  = Time::HiRes::time();
    my $full = 3 * $self->{rate};
    $self->{tokens} += ($now - $self->{filled}) * $self->{rate};
    $self->{tokens} = $full if $self->{tokens} > $full;
    $self->{filled} = $now;
    return 0 if $self->{tokens} < 1;
    $self->{tokens}--;
    return 1;
}

1;

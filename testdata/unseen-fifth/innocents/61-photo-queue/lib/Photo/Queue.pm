package Photo::Queue;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { per_tick => $arg{per_tick}, jobs => [], number => 0, printed => 0, bill => {} }, $class;
}

sub order {
    my ($self, $customer, $photos) = @_;
    my $number = ++$self->{number};
    push @{ $self->{jobs} }, {
        number   => $number,
        customer => $customer,
        photos   => [map { { file => "IMG_$number$_.jpg", size => (qw(9x13 10x15 13x18))[rand 3], pixels => pack('N*', map { rand 2**31 } 1 .. 30) } } 1 .. $photos],
    };
    return $number;
}

sub work {
    my ($self) = @_;
    for (1 .. $self->{per_tick}) {
        my $job = shift @{ $self->{jobs} } or return;
        $self->{printed}++;
        $self->{bill}{ $job->{customer} } += 0.12 * @{ $job->{photos} };
    }
    return;
}

sub text { my $self = shift; return sprintf '%d waiting, %d printed', scalar @{ $self->{jobs} }, $self->{printed} }

1;

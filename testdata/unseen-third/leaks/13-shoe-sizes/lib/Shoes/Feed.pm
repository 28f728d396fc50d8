package Shoes::Feed;
use strict;
use warnings;

sub new { my $class = shift; return bless {number => 700}, $class }

sub arrivals {
    my $self = shift;
    return map {
        my $low = 34 + int rand 6;
        {   model => 'S' . ++$self->{number},
            maker => (qw(Adler Birke Cervo))[ rand 3 ],
            sizes => [$low .. $low + 3 + int rand 6],
            price => 40 + int rand 100,
        }
    } 1 .. 8 + int rand 8;
}

1;

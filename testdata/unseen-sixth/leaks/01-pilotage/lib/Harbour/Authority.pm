package Harbour::Authority;
use strict;
use warnings;

use AnyEvent::Handle;

# A stand-in for the authority's server: it lives in the same process.

my %ANSWER = (
    BERTH => sub {
        my ($ship) = @_;
        my ($digits) = $ship =~ /(\d+)/;
        return sprintf '+Q%02d', $digits % 24;
    },
    TIDE => sub { sprintf '+%d', 180 + 140 * sin(($_[0] || 0) / 12 * 3.14159) },
    TUG  => sub {
        my ($ship) = @_;
        return $ship =~ /[02468]$/ ? '+TUG-' . (1 + int rand 4) : '-no tug free';
    },
    ARRIVALS => sub {
        my ($count) = @_;
        return join "\015\012", "*$count",
            map { sprintf 'IMO%07d %.1f %02d:%02d', 9_000_000 + int(rand 5000), 4 + rand 9, rand 24, rand 60 } 1 .. $count;
    },
);

sub new {
    my ($class, %args) = @_;
    my $self = bless { served => 0 }, $class;
    my $served = \$self->{served};
    $self->{handle} = AnyEvent::Handle->new(
        fh      => $args{fh},
        on_read => sub {
            my ($hd) = @_;
            while ($hd->{rbuf} =~ s/^([^\015\012]*)\015?\012//) {
                my ($verb, @words) = split ' ', $1;
                my $code = $ANSWER{$verb};
                $hd->push_write(($code ? $code->(@words) : '-what?') . "\015\012");
                $$served++;
            }
        },
        on_error => sub { $_[0]->destroy },
    );
    return $self;
}

1;

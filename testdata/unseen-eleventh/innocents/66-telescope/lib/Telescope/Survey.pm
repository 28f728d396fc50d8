package Telescope::Survey;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { %arg, frame => 0 }, $class }
sub frame { $_[0]{frame} }

sub expose {
    my $self = shift;
    my $f    = ++$self->{frame};
    my @found;
    for (1 .. 20) {
        my $noise = 0;
        $noise += rand for 1 .. 6;
        push @found, {
            frame        => $f,
            field        => $self->{field},
            ra           => 10 + rand 3,
            dec          => 41 + rand 2,
            flux         => 100 * rand,
            significance => abs($noise - 3) * 2.4,
        };
    }
    return @found;
}

1;

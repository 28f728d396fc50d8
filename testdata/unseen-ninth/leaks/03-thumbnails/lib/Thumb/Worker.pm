package Thumb::Worker;
use strict;
use warnings;
use Future;

# Renders thumbnails. A render may be given up when the service is told to
# stop, therefore every render is raced against the "stopping" future.

sub new {
    my ($class, %arg) = @_;
    my $self = bless {
        loop     => $arg{loop},
        sizes    => $arg{sizes} || [64, 128, 256],
        stopping => $arg{loop}->new_future,
        rendered => 0,
    }, $class;
    return $self;
}

sub stop { $_[0]{stopping}->fail('service is stopping', 'stop') }

sub render {
    my ($self, $picture) = @_;
    my @parts = map { $self->_scale($picture, $_) } @{ $self->{sizes} };
    my $all   = Future->needs_all(@parts)->then(sub {
        $self->{rendered}++;
        return Future->done({ id => $picture->{id}, thumbs => [@_] });
    });
    return Future->wait_any($all, $self->{stopping}->without_cancel);
}

# the scaler is a mock: it needs a turn of the loop for each size
sub _scale {
    my ($self, $picture, $size) = @_;
    my $f = $self->{loop}->new_future;
    $self->{loop}->later(sub {
        my $ratio = $size / $picture->{width};
        $f->done({ w => $size, h => int($picture->{height} * $ratio) });
    });
    return $f;
}

1;

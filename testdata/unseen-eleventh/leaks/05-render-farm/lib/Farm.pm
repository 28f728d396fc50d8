package Farm;
use strict;
use warnings;
use Future;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {rendered => 0, %arg}, $class;
    $self->{stopped} = $self->{loop}->new_future->set_label('farm stopped');
    return $self;
}

sub rendered { $_[0]{rendered} }

sub stop {
    my $self = shift;
    $self->{stopped}->done('stop');
}

# A future that is done with the pixels of the frame
sub _work {
    my ($self, $frame) = @_;
    return $self->{loop}->later->then(sub {
        my $pixels = join '', map { chr(($frame * $_) % 256) } 1 .. 128;
        return Future->done($pixels);
    });
}

# Render one frame; ends early if the farm is stopped
sub render {
    my ($self, $frame) = @_;
    my $job = { frame => $frame, begun => time, path => "/scenes/shot12/frame_$frame.exr" };

    my $abort = $self->{stopped}->without_cancel->then(sub {
        return Future->fail("frame $job->{frame} given up");
    });
    return Future->needs_any($self->_work($frame), $abort)->then(sub {
        my $pixels = shift;
        $self->{rendered}++;
        $self->{store}->put($job->{path}, $pixels);
        return Future->done($frame);
    });
}

1;

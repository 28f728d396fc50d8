package Thumbs::Studio;
use strict;
use warnings;
use Future;
use Future::AsyncAwait;
use Thumbs::Gate;

sub new {
    my ($class, %arg) = @_;
    return bless { gate => Thumbs::Gate->new($arg{presses}), running => {}, done => 0 }, $class;
}

sub submit {
    my ($self, $file, $size) = @_;
    $self->_make({ file => $file, size => $size, formats => [qw(webp jpeg)], sub_dir => substr($file, -7, 3) })->retain;
}

async sub _make {
    my ($self, $job) = @_;
    await $self->{gate}->enter;
    my $pressed = Future->new;
    $self->{running}{ $job->{file} } = $pressed;
    my $area = await $pressed;
    $self->{done} += $area > 0;
    $self->{gate}->leave;
}

# the machines finish whatever they had at the last tick
sub tick {
    my $self = shift;
    my $now  = $self->{running};
    $self->{running} = {};
    $_->done(1) for values %$now;
}

sub finished { $_[0]{done} }

1;

package Image::Update;
use strict;
use warnings;
use Moo;
with 'Image::Role::Logging';

has device  => (is => 'ro', required => 1);
has newest  => (is => 'lazy');
has patches => (is => 'lazy');

sub log_category {'Image::Update'}

sub _build_newest { my $self = shift; return $self->device->version + ($self->device->number % 3 ? 1 : 0) }

sub _build_patches {
    my $self = shift;
    return [map {"patch-$_"} $self->device->version + 1 .. $self->newest];
}

sub status {
    my $self = shift;
    my $n    = @{ $self->patches };
    $self->logger->debug('device ' . $self->device->number . " lacks $n patches");
    return {state => $n ? 'old' : 'current', patches => $n};
}

sub apply {
    my $self = shift;
    for my $patch (@{ $self->patches }) {
        $self->logger->info('device ' . $self->device->number . ": $patch");
    }
    $self->device->upgrade($self->newest) if @{ $self->patches };
    return {state => 'current', version => $self->device->version};
}

1;

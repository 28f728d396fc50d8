package Sensor::Forwarder;
use Moo;
use JSON::PP ();

# Posts measurements to a collector. While it cannot be reached they are
# buffered, up to a limit.

has target       => (is => 'ro', required => 1);
has buffer_limit => (is => 'ro', default => 8 * 1024);
has retry        => (is => 'ro', default => 2);
has pending      => (is => 'rw', default => '');
has errors       => (is => 'ro', default => sub { [] });
has sent         => (is => 'rw', default => 0);
has dropped      => (is => 'rw', default => 0);

my $json = JSON::PP->new->canonical;

sub post {
    my ($self, $tag, $data) = @_;
    my $packet = "$tag " . $json->encode($data) . "\n";
    if (length($self->pending) + length($packet) > $self->buffer_limit) {
        $self->dropped($self->dropped + 1);
        $self->_add_error("buffer is full, dropped $packet");
        return;
    }
    $self->pending($self->pending . $packet);
    return $self->_send;
}

sub _send {
    my $self = shift;
    for my $try (1 .. $self->retry) {
        my $ok = eval { $self->target->write($self->pending); 1 };
        if ($ok) {
            $self->sent($self->sent + 1);
            $self->pending('');
            return 1;
        }
        $self->_add_error("try $try: $@");
    }
    return;
}

sub _add_error {
    my ($self, $text) = @_;
    chomp $text;
    push @{ $self->errors }, $text;
    return;
}

# the last error, for the caller whose post was not successful
sub errstr { my $self = shift; return $self->errors->[-1] // '' }

sub text {
    my $self = shift;
    return sprintf '%d sent, %d dropped, %d bytes wait, last error: %s', $self->sent, $self->dropped, length $self->pending, substr $self->errstr, 0, 30;
}

1;

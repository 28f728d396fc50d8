package PaymentGate::Breaker;
use strict;
use warnings;

# Opens when there were more than "limit" failures in the last "window"
# seconds, and closes again after "pause" seconds.
sub new {
    my ($class, %arg) = @_;
    return bless { %arg, failures => [], open_until => undef }, $class;
}

sub call {
    my ($self, $code) = @_;
    my $now = $self->{clock}->();
    if (defined $self->{open_until}) {
        return { state => 'held back' } if $now < $self->{open_until};
        $self->{open_until} = undef;
        $self->{failures}   = [];
    }
    my $res;
    return $res if eval { $res = $code->(); 1 };
    my $error = $@;
    $self->_failed($now, $error);
    return { state => ref $error ? 'timeout' : 'error' };
}

sub _failed {
    my ($self, $now, $error) = @_;
    push @{ $self->{failures} }, { at => $now, error => $error };
    my $since  = $now - $self->{window};
    my $recent = grep { $_->{at} > $since } @{ $self->{failures} };
    if ($recent > $self->{limit}) {
        warn 'breaker opens: ' . $error->message . "\n";
        $self->{open_until} = $now + $self->{pause};
    }
    return;
}

1;

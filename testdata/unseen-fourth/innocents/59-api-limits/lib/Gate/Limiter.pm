package Gate::Limiter;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, bucket => {}, blocked => {}, swept => 0 }, $class;
}

# ok, slow (over the burst) or blocked (too often slow)
sub check {
    my ($self, $who) = @_;
    my $now = $self->{clock}->();
    if (my $until = $self->{blocked}{$who}) {
        return 'blocked' if $until > $now;
        delete $self->{blocked}{$who};
    }
    my $bucket = $self->{bucket}{$who} ||= { tokens => $self->{burst}, last => $now, slow => 0 };
    $self->_fill($bucket, $now);
    if ($bucket->{tokens} >= 1) {
        $bucket->{tokens}--;
        return 'ok';
    }
    if (++$bucket->{slow} > 20) {
        $self->{blocked}{$who} = $now + 100;
        delete $self->{bucket}{$who};
    }
    return 'slow';
}

sub _fill {
    my ($self, $bucket, $now) = @_;
    my $tokens = $bucket->{tokens} + ($now - $bucket->{last}) * $self->{rate};
    $bucket->{tokens} = $tokens > $self->{burst} ? $self->{burst} : $tokens;
    $bucket->{last}   = $now;
    return;
}

# a full bucket is the same as none
sub sweep {
    my $self = shift;
    my $now  = $self->{clock}->();
    for my $who (keys %{ $self->{bucket} }) {
        my $bucket = $self->{bucket}{$who};
        $self->_fill($bucket, $now);
        next if $bucket->{tokens} < $self->{burst};
        delete $self->{bucket}{$who};
        $self->{swept}++;
    }
    for my $who (keys %{ $self->{blocked} }) {
        delete $self->{blocked}{$who} if $self->{blocked}{$who} <= $now;
    }
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d buckets, %d blocked, %d swept', scalar keys %{ $self->{bucket} }, scalar keys %{ $self->{blocked} }, $self->{swept};
}

1;

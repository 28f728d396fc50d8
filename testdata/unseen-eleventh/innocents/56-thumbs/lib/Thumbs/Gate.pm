package Thumbs::Gate;
use strict;
use warnings;
use Future;

sub new { my ($class, $n) = @_; return bless { free => $n, line => [] }, $class }

sub enter {
    my $self = shift;
    return Future->done if $self->{free} > 0 && $self->{free}--;
    push @{ $self->{line} }, my $f = Future->new;
    return $f;
}

sub leave {
    my $self = shift;
    if (my $next = shift @{ $self->{line} }) { $next->done }
    else                                     { $self->{free}++ }
}

1;

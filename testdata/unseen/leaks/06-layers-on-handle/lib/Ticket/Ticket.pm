package Ticket::Ticket;
use strict;
use warnings;
use Scalar::Util qw(weaken);

my $next = 1;

sub new {
    my ($class, %args) = @_;
    my $self = bless {number => $next++, articles => [], %args}, $class;
    weaken $self->{desk};
    return $self;
}

sub number { $_[0]{number} }

sub add {
    my ($self, $from, $body) = @_;
    push @{ $self->{articles} }, {from => $from, body => $body, ticket => $self};
    weaken $self->{articles}[-1]{ticket};
    return $self;
}

sub articles { @{ $_[0]{articles} } }

1;

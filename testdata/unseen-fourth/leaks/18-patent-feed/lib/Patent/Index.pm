package Patent::Index;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {%arg, class => {}, newest => [], claims => 0}, $class }

sub add {
    my ($self, $patent) = @_;
    $self->{class}{ $patent->{class} }++;
    $self->{claims} += $patent->{claims};
    unshift @{ $self->{newest} }, $patent;
    pop @{ $self->{newest} } if @{ $self->{newest} } > $self->{keep};
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d classes, %d claims, the newest: %s', scalar keys %{ $self->{class} }, $self->{claims}, $self->{newest}[0]{title};
}

1;

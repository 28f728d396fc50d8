package FrontDoor::Report;
use strict;
use warnings;

sub new { return bless { count => {} }, shift }

sub count {
    my ($self, $what) = @_;
    $self->{count}{$what}++;
}

sub as_text {
    my ($self) = @_;
    return join '', map { sprintf "%-8s %6d\n", $_, $self->{count}{$_} }
        sort keys %{ $self->{count} };
}

1;

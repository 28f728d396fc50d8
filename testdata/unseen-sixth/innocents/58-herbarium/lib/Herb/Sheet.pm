package Herb::Sheet;
use strict;
use warnings;

sub new {
    my ($class, $vol, $node) = @_;
    my %f = map { $_ => $node->findvalue($_) } qw(genus species place year);
    return bless { vol => $vol, no => $node->getAttribute('no'), %f }, $class;
}

sub genus { $_[0]{genus} }
sub place { $_[0]{place} }
sub label { my ($self) = @_; return "$self->{genus} $self->{species}, $self->{place} ($self->{year})" }

1;

package Lexicon::Tree;
use strict;
use warnings;

sub new { return bless { root => {} }, shift }

sub insert {
    my ($self, $word) = @_;
    my $node = $self->{root};
    $node = $node->{$_} //= {} for split //, $word;
    return !$node->{'.'}++;
}

sub completions {
    my ($self, $prefix) = @_;
    my $node = $self->{root};
    for (split //, $prefix) { $node = $node->{$_} or return }
    return _walk($node, $prefix);
}

sub _walk {
    my ($node, $sofar) = @_;
    my @found = $node->{'.'} ? $sofar : ();
    for my $c (sort grep { $_ ne '.' } keys %$node) {
        push @found, _walk($node->{$c}, $sofar . $c);
    }
    return @found;
}

1;

package Markup::Tree;
use strict;
use warnings;

# Stands for a module that is not the program's own: its nodes know their
# parents, and a tree must be told when it is done with.

sub parse {
    my ($class, $text) = @_;
    my $root = bless { tag => 'root', content => [], parent => undef }, $class;
    for my $word (split ' ', $text) {
        push @{ $root->{content} }, bless { tag => $word, content => [], parent => $root }, 'Markup::Node';
    }
    return $root;
}

sub tags   { return map { $_->{tag} } @{ $_[0]{content} } }
sub delete { $_->{parent} = undef for @{ $_[0]{content} }; return }

1;

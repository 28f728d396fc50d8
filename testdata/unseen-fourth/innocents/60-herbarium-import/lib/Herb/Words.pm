package Herb::Words;
use strict;
use warnings;

sub new { return bless { number => {}, word => [] }, shift }

sub number {
    my ($self, $word) = @_;
    return $self->{number}{$word} //= do { push @{ $self->{word} }, $word; $#{ $self->{word} } };
}

sub word  { my ($self, $number) = @_; return $self->{word}[$number] }
sub count { return scalar @{ $_[0]{word} } }

1;

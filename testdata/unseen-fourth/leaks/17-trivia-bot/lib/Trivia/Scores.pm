package Trivia::Scores;
use strict;
use warnings;

sub new   { return bless {score => {}, rounds => 0, guesses => 0}, shift }
sub point { my ($self, $who) = @_; $self->{score}{$who}++; return }
sub round { my ($self, $guesses) = @_; $self->{rounds}++; $self->{guesses} += $guesses; return }

sub text {
    my $self = shift;
    my ($best) = sort { $self->{score}{$b} <=> $self->{score}{$a} || $a cmp $b } keys %{ $self->{score} };
    return $best ? "best: $best with $self->{score}{$best}" : 'no points yet';
}

1;

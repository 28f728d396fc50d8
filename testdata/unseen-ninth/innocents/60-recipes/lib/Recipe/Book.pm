package Recipe::Book;
use strict;
use warnings;

# How often an ingredient is used, and the best recipe per ingredient.

sub new { my ($class) = @_; return bless { used => {}, best => {} }, $class }

sub enter {
    my ($self, $recipe) = @_;
    for my $i (@{ $recipe->{ingredients} }) {
        my $what = $i->{what};
        $self->{used}{$what}++;
        my $best = $self->{best}{$what};
        $self->{best}{$what} = $recipe if !$best || @{ $recipe->{steps} } < @{ $best->{steps} };
    }
    return;
}

1;

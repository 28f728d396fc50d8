package Recipes::Book;
use strict;
use warnings;

my @DISH = qw(soup stew pie salad curry bread risotto);
my @WITH = qw(leek pumpkin bean lentil apple mushroom onion barley);

sub new {
    my ($class, $count) = @_;
    my %recipe;
    for my $id (0 .. $count - 1) {
        my $with = $WITH[ $id % @WITH ];
        my $dish = $DISH[ $id % @DISH ];
        $recipe{$id} = {
            id    => $id,
            title => ucfirst "$with $dish",
            steps => [ "Chop the $with.", 'Fry gently.', "Finish the $dish and season." ],
        };
    }
    return bless { recipe => \%recipe }, $class;
}

sub find {
    my ($self, $id) = @_;
    return $self->{recipe}{$id};
}

1;

package Kitchen::Book;
use strict;
use warnings;

my @kind  = qw(soup salad cake bread);
my @stuff = ('flour', 'butter', 'leek', 'carrots', 'eggs', 'salt', 'yeast', 'honey', 'apples', 'walnuts', 'cream');

sub new {
    my $class = shift;
    my %recipe;
    for my $id (1 .. 60) {
        my $kind = $kind[ $id % @kind ];
        $recipe{$id} = {
            id    => $id,
            kind  => $kind,
            title => ucfirst($kind) . " number $id",
            needs => [map { (10 * (1 + ($id * $_) % 30)) . ' g ' . $stuff[ ($id + $_ * 3) % @stuff ] } 1 .. 6],
            stars => [],
        };
    }
    return bless {recipe => \%recipe}, $class;
}

sub recipe { return $_[0]{recipe}{ $_[1] } }

sub of_kind {
    my ($self, $kind) = @_;
    return sort { $a->{id} <=> $b->{id} } grep { $_->{kind} eq $kind } values %{ $self->{recipe} };
}

# the mean of the last ten ratings is shown
sub rate {
    my ($self, $id, $stars) = @_;
    my $list = $self->{recipe}{$id}{stars};
    push @$list, $stars;
    splice @$list, 0, @$list - 10 if @$list > 10;
    return;
}

1;

package Bakery::Book;
use Moo;
use Bakery::Recipe;

has pages => (is => 'lazy');
has spice => (is => 'rw', default => 'anise');

sub _build_pages {
    return {
        rye     => { flour => 800, rye => 400, water => 700, salt => 20 },
        wheat   => { flour => 1000, water => 650, salt => 20, yeast => 8 },
        brioche => { flour => 500, butter => 250, egg => 300, sugar => 60, yeast => 15 },
        stollen => { flour => 600, butter => 200, nut => 150, raisin => 250, spice => 5 },
        pretzel => { flour => 500, water => 260, lye => 40, salt => 12 },
    };
}

sub names { return sort keys %{ $_[0]->pages } }

# a fresh copy for every order: customers have wishes
sub recipe {
    my ($self, $name) = @_;
    return Bakery::Recipe->new(name => $name, base => { %{ $self->pages->{$name} } }, spice => $self->spice);
}

sub season {
    my ($self) = @_;
    $self->spice($self->spice eq 'anise' ? 'cinnamon' : 'anise');
}

1;

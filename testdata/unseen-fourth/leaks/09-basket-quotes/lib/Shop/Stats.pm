package Shop::Stats;
use Moo;

has keep   => (is => 'ro', default => 50);
has last   => (is => 'ro', default => sub { [] });
has orders => (is => 'rw', default => 0);

sub ordered {
    my ($self, $articles, $quote) = @_;
    $self->orders($self->orders + 1);
    push @{ $self->last }, {articles => $articles, price => $quote->{price}};
    shift @{ $self->last } while @{ $self->last } > $self->keep;
}

sub line { my $self = shift; return $self->orders . ' orders' }

1;

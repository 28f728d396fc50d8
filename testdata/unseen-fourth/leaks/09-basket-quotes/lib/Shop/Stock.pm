package Shop::Stock;
use Moo;

my $instance;

has articles => (is => 'ro', default => 80);
has price    => (is => 'ro', default => sub { {} });

sub instance { my $class = shift; return $instance ||= $class->new }

sub weight {
    my ($self, $article) = @_;
    return $self->price->{$article} //= 0.1 + length($article) * (1 + substr($article, 1) % 7) / 10;
}

1;

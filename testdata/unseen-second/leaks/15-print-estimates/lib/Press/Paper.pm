package Press::Paper;
use Mojo::Base -base, -signatures;

my @names = qw(offset recycled coated card newsprint bible kraft laid wove vellum carbonless tissue);

has papers => sub {
    my $n = 0;
    return [map { {id => $n, name => $_, cents => 3 + $n++ % 5, weight => 60 + 10 * $n} } @names];
};

sub all ($self) { $self->papers }
sub find ($self, $id) { $self->papers->[$id] }

1;

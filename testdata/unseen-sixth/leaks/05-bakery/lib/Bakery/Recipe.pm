package Bakery::Recipe;
use Moo;
use Bakery::Scaler;

has name   => (is => 'ro', required => 1);
has base   => (is => 'ro', required => 1);
has spice  => (is => 'ro');
has notes  => (is => 'ro', default => sub { [] });
has scaler => (is => 'lazy', handles => [qw(amounts)]);

my %CENTS = (flour => .12, rye => .14, butter => 1.1, egg => .4, nut => 1.9, raisin => .8, sugar => .1, spice => 6);
my %RISKY = (flour => 'gluten', rye => 'gluten', butter => 'milk', egg => 'egg', nut => 'nut');

sub _build_scaler {
    my ($self) = @_;
    return Bakery::Scaler->new(recipes => [$self]);
}

sub price {
    my ($self) = @_;
    my $sum = 35;
    $sum += $self->base->{$_} * ($CENTS{$_} // 0.01) for keys %{ $self->base };
    return int $sum;
}

sub allergens {
    my ($self) = @_;
    my %a = map { $RISKY{$_} => 1 } grep { $RISKY{$_} } keys %{ $self->base };
    return sort keys %a;
}

sub note { my ($self, $text) = @_; push @{ $self->notes }, $text; return $self }

1;

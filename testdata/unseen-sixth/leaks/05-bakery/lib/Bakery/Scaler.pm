package Bakery::Scaler;
use Moo;

has recipes => (is => 'ro', required => 1);
has losses  => (is => 'ro', default => sub { { water => 1.08, flour => 1.02 } });
has _sheet  => (is => 'rw', default => sub { {} });

# grams of everything for so many pieces
sub amounts {
    my ($self, $pieces) = @_;
    my %sum;
    for my $r (@{ $self->recipes }) {
        for my $what (keys %{ $r->base }) {
            $sum{$what} += $r->base->{$what} / 10 * $pieces * ($self->losses->{$what} // 1);
        }
    }
    $self->_sheet(\%sum);
    return \%sum;
}

1;

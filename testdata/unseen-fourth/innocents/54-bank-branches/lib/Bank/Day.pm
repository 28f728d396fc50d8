package Bank::Day;
use Mouse;

has number  => (is => 'ro', required => 1);
has entries => (is => 'ro', default  => sub { [] });

sub book {
    my ($self, $from, $to, $kind, $amount) = @_;
    push @{ $self->entries }, {from => $from, to => $to, kind => $kind, amount => $amount};
    $from->move($kind, -$amount);
    $to->move($kind, $amount);
    return;
}

sub close_day {
    my $self = shift;
    my $sum  = 0;
    $sum += $_->{amount} for @{ $self->entries };
    @{ $self->entries } = ();
    return $sum;
}

__PACKAGE__->meta->make_immutable;

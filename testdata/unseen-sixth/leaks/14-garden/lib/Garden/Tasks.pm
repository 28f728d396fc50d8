package Garden::Tasks;
use Moo;

has plan  => (is => 'ro', required => 1);
has tally => (is => 'ro', default => sub { {} });

sub water {
    my ($self, $bed, $litres) = @_;
    $self->plan->add_water($bed, $litres);
    $self->tally->{water}++;
    return $litres;
}

sub weed {
    my ($self, $bed) = @_;
    return $self->tally->{weed}++;
}

sub harvest {
    my ($self, $bed) = @_;
    $self->tally->{harvest}++;
    return $self->plan->moisture->{$bed} > 20 ? 'good' : 'poor';
}

sub done { return $_[0]->tally->{ $_[1] } }

1;

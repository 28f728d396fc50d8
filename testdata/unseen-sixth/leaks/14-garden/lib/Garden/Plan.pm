package Garden::Plan;
use Moo;

has beds_list => (is => 'ro', init_arg => 'beds', required => 1);
has moisture  => (is => 'lazy');

sub _build_moisture { return { map { $_ => 30 } @{ $_[0]->beds_list } } }

sub beds { return @{ $_[0]->beds_list } }

sub add_water {
    my ($self, $bed, $l) = @_;
    my $m = $self->moisture->{$bed} + $l;
    $self->moisture->{$bed} = $m > 100 ? 100 : $m;
}

sub rain {
    my ($self, $mm) = @_;
    $self->add_water($_, $mm) for $self->beds;
    $self->moisture->{$_} *= .6 for $self->beds;
}

1;

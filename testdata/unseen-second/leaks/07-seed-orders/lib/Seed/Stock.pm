package Seed::Stock;
use Moo;

has schema => (is => 'ro', required => 1);
has by_id  => (is => 'ro', default => sub { {} });    # labels, one for each seed

my @plants = qw(carrot beetroot lettuce pea bean tomato pumpkin leek spinach radish);
my @kinds  = qw(early late organic);

sub fill {
    my ($self, $count) = @_;
    $self->schema->resultset('Seed')->populate([
        [qw(id name kind price stock)],
        map { [$_, $plants[$_ % @plants] . " no. $_", $kinds[$_ % @kinds], 90 + ($_ * 53) % 900, 40] } 1 .. $count
    ]);
    return $self;
}

sub any { my $self = shift; return $self->schema->resultset('Seed')->find(1 + int rand 150) }

sub label {
    my ($self, $seed) = @_;
    return $self->by_id->{ $seed->id } //= $seed->label;
}

sub refill {
    my $self = shift;
    $self->schema->resultset('Seed')->search({stock => {'<' => 10}})->update({stock => 40});
    $self->schema->resultset('Order')->search({id => {'<' => $self->last - 200}})->delete;
    return;
}

sub last { $_[0]->schema->resultset('Order')->get_column('id')->max // 0 }

1;

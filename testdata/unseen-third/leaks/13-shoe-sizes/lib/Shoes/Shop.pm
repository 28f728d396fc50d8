package Shoes::Shop;
use Moose;
use Shoes::Model;

has shelf_space => (is => 'ro', isa => 'Int', required => 1);
has shelf  => (is => 'ro', isa => 'HashRef[Shoes::Model]', default => sub { {} });
has order_of_arrival => (is => 'ro', isa => 'ArrayRef[Str]', default => sub { [] });
has [qw(sales wrong_size retired)] => (is => 'rw', isa => 'Int', default => 0);

sub stock {
    my ($self, $data) = @_;
    my $model = Shoes::Model->new($data);
    $self->shelf->{ $model->model } = $model;
    push @{ $self->order_of_arrival }, $model->model;
    while (@{ $self->order_of_arrival } > $self->shelf_space) {
        delete $self->shelf->{ shift @{ $self->order_of_arrival } };
        $self->retired($self->retired + 1);
    }
    return;
}

sub any_model { my $self = shift; return $self->order_of_arrival->[ rand @{ $self->order_of_arrival } ] }

sub order {
    my ($self, $name, $size) = @_;
    my $model = $self->shelf->{$name} or return;
    return $self->wrong_size($self->wrong_size + 1) unless $model->has_size($size);
    $model->sold($model->sold + 1);
    return $self->sales($self->sales + 1);
}

sub text {
    my $self = shift;
    return sprintf '%d models on the shelf, %d retired, %d pairs sold, %d wrong sizes', scalar keys %{ $self->shelf }, map { $self->$_ } qw(retired sales wrong_size);
}

__PACKAGE__->meta->make_immutable;
1;

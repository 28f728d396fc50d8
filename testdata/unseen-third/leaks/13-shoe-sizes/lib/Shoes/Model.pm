package Shoes::Model;
use Moose;
use Shoes::Sizes;

has [qw(model maker)] => (is => 'ro', isa => 'Str', required => 1);
has price => (is => 'ro', isa => 'Num', required => 1);
has sizes => (is => 'ro', isa => 'ArrayRef[Int]', required => 1);
has sold  => (is => 'rw', isa => 'Int', default => 0);
has size_type => (is => 'ro', lazy => 1, builder => '_build_size_type');

sub _build_size_type {
    my $self = shift;
    return Shoes::Sizes->type_for($self->model, $self->sizes);
}

sub has_size { my ($self, $size) = @_; return $self->size_type->check("$size") }

__PACKAGE__->meta->make_immutable;
1;

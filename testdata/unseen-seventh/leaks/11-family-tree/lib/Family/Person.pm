package Family::Person;
use Moose;

has id    => (is => 'ro', isa => 'Int', required => 1);
has name  => (is => 'ro', isa => 'Str', required => 1);
has born  => (is => 'ro', isa => 'Int');
has bonds => (
    is      => 'ro',
    isa     => 'ArrayRef',
    traits  => ['Array'],
    default => sub { [] },
    handles => {add_bond => 'push', all_bonds => 'elements', bond_count => 'count'},
);

sub bonds_of { my ($self, $kind) = @_; return grep { $_->kind eq $kind } $self->all_bonds }

__PACKAGE__->meta->make_immutable;
1;

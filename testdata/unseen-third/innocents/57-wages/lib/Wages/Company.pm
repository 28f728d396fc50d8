package Wages::Company;
use Moose;

has people  => (is => 'ro', isa => 'Int', required => 1);
has members => (is => 'ro', lazy => 1, builder => '_build_members');

my @department = (('kitchen') x 2, ('store') x 5, ('office') x 4, ('drivers') x 9);

sub _build_members {
    my $self = shift;
    return [map { {id => $_, name => "Person $_", department => $department[ $_ % @department ], rate => 12 + $_ % 9, children => $_ % 4} } 1 .. $self->people];
}

sub of_department {
    my ($self, $department) = @_;
    return @{ $self->members } if $department eq 'all';
    return grep { $_->{department} eq $department } @{ $self->members };
}

__PACKAGE__->meta->make_immutable;
1;

package Disco::Data::Artist;
use Moose;

has id    => (is => 'ro', isa => 'Int', required => 1);
has name  => (is => 'ro', isa => 'Str', required => 1);
has links => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

sub add_link { my ($self, $link) = @_; push @{ $self->links }, $link; return }

sub links_of_kind {
    my ($self, $kind) = @_;
    return sort { $a->year <=> $b->year } grep { $_->kind eq $kind } @{ $self->links };
}

__PACKAGE__->meta->make_immutable;
1;

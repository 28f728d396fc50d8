package Form::Base;
use Moose;

has number => (is => 'ro', isa => 'Int', required => 1);
has sender => (is => 'ro', isa => 'Str', required => 1);

sub fields { my $self = shift; return sort grep { !/^(?:number|sender)$/ } map { $_->name } $self->meta->get_all_attributes }

sub complete { my $self = shift; return !grep { !defined $self->$_ } $self->fields }

__PACKAGE__->meta->make_immutable;
no Moose;
1;

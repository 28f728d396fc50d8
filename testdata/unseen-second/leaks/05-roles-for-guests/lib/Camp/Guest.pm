package Camp::Guest;
use Mouse;

has number => (is => 'ro', isa => 'Int', required => 1);
has name   => (is => 'ro', isa => 'Str', required => 1);
has nights => (is => 'rw', isa => 'Int', default  => 1);
has place  => (is => 'rw', isa => 'Str');

sub rate { 12.50 }

sub bill {
    my $self = shift;
    return $self->rate;
}

no Mouse;
__PACKAGE__->meta->make_immutable;
1;

package Alarm::Rule;
use Moose;

has sensor => (is => 'ro', required => 1);
has limit  => (is => 'ro', default  => 80);
has fired  => (is => 'rw', default  => 0);

sub applies { my ($self, $signal) = @_; return $signal->{value} > $self->limit }
sub fire    { my ($self, $signal) = @_; $self->fired($self->fired + 1); return "$signal->{sensor} at $signal->{value}" }

__PACKAGE__->meta->make_immutable;
1;

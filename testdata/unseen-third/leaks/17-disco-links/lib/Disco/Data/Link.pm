package Disco::Data::Link;
use Moose;

# A relation between an artist and something. The source is the artist: it
# owns the link, so the way back is weak.

has id     => (is => 'ro', isa => 'Int');
has kind   => (is => 'ro', isa => 'Str');
has title  => (is => 'ro', isa => 'Str');
has year   => (is => 'ro', isa => 'Int');
has source => (is => 'rw', weak_ref => 1);

sub text {
    my $self = shift;
    return sprintf '%s: "%s" (%d)', $self->source->name, $self->title, $self->year;
}

__PACKAGE__->meta->make_immutable;
1;

package Ring;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { items => [], at => 0, %arg }, $class }

sub items { $_[0]{items} }
sub size  { $_[0]{size} }

sub at {
    my $self = shift;
    $self->{at} = shift if @_;
    return $self->{at};
}

sub add {
    my ($self, $item) = @_;
    $self->items->[ $self->at ] = $item;
    $self->at(($self->at + 1) % $self->size);
    return;
}

package App;

my $ring = Ring->new(size => 1500);

sub work { my (undef, $n) = @_; $ring->add({ at => $n, line => "event $n" }); return }

1;

package App;
use strict; use warnings;
my $self = bless { size => 900, n => 0, slots => [] }, 'App';
sub position { my $self = shift; $self->{n}++ % $self->{size} }
sub work {
    my ($class, $n) = @_;
    $self->{slots}[ $self->position ] = { n => $n, text => 'y' x 100 };
    return;
}
1;

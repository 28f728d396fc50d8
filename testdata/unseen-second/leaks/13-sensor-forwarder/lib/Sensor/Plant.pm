package Sensor::Plant;
use Moo;

has sensors => (is => 'ro', default => 10);
has minute  => (is => 'rw', default => 0);
has last    => (is => 'ro', default => sub { {} });

my @kinds = qw(pressure flow temperature level);

sub measure {
    my $self   = shift;
    my $minute = $self->minute + 1;
    $self->minute($minute);
    return map {
        my $tag   = "$kinds[$_ % @kinds].$_";
        my $value = ($self->last->{$tag} // 50) + rand(4) - 2;
        $self->last->{$tag} = $value;
        {tag => $tag, minute => $minute, value => sprintf('%.2f', $value)}
    } 1 .. $self->sensors;
}

1;

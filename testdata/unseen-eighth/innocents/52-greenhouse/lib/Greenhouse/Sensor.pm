package Greenhouse::Sensor;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { name => $arg{name}, keep => $arg{keep}, ring => [], next => 0 }, $class;
}

sub name { $_[0]{name} }

# The newest reading overwrites the oldest once the ring is full.
sub reading {
    my ($self, $minute, $temp, $humid) = @_;
    $self->{ring}[ $self->{next} ] = { minute => $minute, temp => $temp, humid => $humid };
    $self->{next} = ($self->{next} + 1) % $self->{keep};
    return;
}

sub last_readings {
    my ($self, $count) = @_;
    my $have = @{ $self->{ring} };
    $count = $have if $count > $have;
    return map { $self->{ring}[ ($self->{next} - $_) % $self->{keep} ] } 1 .. $count;
}

sub trend {
    my ($self) = @_;
    my @last = $self->last_readings(30);
    return @last < 2 ? 0 : $last[0]{temp} - $last[-1]{temp};
}

1;

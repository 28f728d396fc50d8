package Weather::History;
use strict;
use warnings;

# The last readings of a station in a ring, and figures per hour of the day.

sub new {
    my ($class, %arg) = @_;
    return bless { size => $arg{size} || 500, ring => [], next => 0, hour => {}, wind => {} }, $class;
}

sub add {
    my ($self, $r) = @_;
    $self->{ring}[ $self->{next} ] = $r;
    $self->{next} = ($self->{next} + 1) % $self->{size};

    my $hour = int($r->{at} / 3600) % 24;
    my $h = $self->{hour}{$hour} ||= { n => 0, sum => 0, min => $r->{temp}, max => $r->{temp}, by_dir => {} };
    $h->{n}++;
    $h->{sum} += $r->{temp};
    $h->{min} = $r->{temp} if $r->{temp} < $h->{min};
    $h->{max} = $r->{temp} if $r->{temp} > $h->{max};
    $h->{by_dir}{ $r->{dir} }++;
    $self->{wind}{ $r->{dir} }{ int $r->{wind} }++;     # 8 directions, Beaufort 0 to 12
    return;
}

sub recent {
    my ($self, $n) = @_;
    my $ring = $self->{ring};
    return map { $ring->[ ($self->{next} - $_) % @$ring ] } 1 .. ($n < @$ring ? $n : @$ring);
}

1;

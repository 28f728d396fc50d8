package Hike::Planner;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {plans => [], highest => 0, %args}, $class }

sub plan {
    my ($self, $name, $from, $to) = @_;
    my @profile;
    my ($x, $y) = @$from;
    while ($x != $to->[0] || $y != $to->[1]) {
        $x += $to->[0] <=> $x;
        $y += $to->[1] <=> $y if ($x + $y) % 2 || $x == $to->[0];
        my $height = $self->{elevation}->at($x, $y);
        push @profile, $height;
        $self->{highest} = $height if $height > $self->{highest};
    }
    push @{$self->{plans}}, {name => $name, ascent => $self->_ascent(\@profile)};
    shift @{$self->{plans}} while @{$self->{plans}} > 40;
    return \@profile;
}

sub _ascent {
    my ($self, $profile) = @_;
    my $sum = 0;
    for my $i (1 .. $#$profile) {
        my $step = $profile->[$i] - $profile->[$i - 1];
        $sum += $step if $step > 0;
    }
    return $sum;
}

sub highest { $_[0]{highest} }

1;

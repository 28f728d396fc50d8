package Seismo::Picker;
use strict;
use warnings;
use Seismo::Names;

# Finds the arrival of a wave: short-term against long-term average.

sub new { my ($class, %arg) = @_; return bless { ratio => $arg{ratio} || 3, avg => {}, events => [], keep => $arg{keep} || 150 }, $class }

sub sample {
    my ($self, $packet) = @_;
    my $name = Seismo::Names::intern(@$packet{qw(net station channel)});
    my $a    = $self->{avg}{$$name} ||= { short => 1, long => 1 };
    for my $v (@{ $packet->{values} }) {
        $a->{short} += (abs($v) - $a->{short}) / 5;
        $a->{long}  += (abs($v) - $a->{long}) / 60;
    }
    if ($a->{short} > $self->{ratio} * $a->{long}) {
        push @{ $self->{events} }, { name => $name, at => $packet->{at}, size => $a->{short} };
        shift @{ $self->{events} } if @{ $self->{events} } > $self->{keep};
    }
    return;
}

1;

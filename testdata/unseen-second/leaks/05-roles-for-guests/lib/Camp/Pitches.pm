package Camp::Pitches;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    my @free = map { my $row = chr(64 + $_); map {"$row$_"} 1 .. $arg{places} } 1 .. $arg{rows};
    return bless {free => \@free, used => {}}, $class;
}

sub take {
    my $self  = shift;
    my $place = shift @{ $self->{free} };
    $self->{used}{$place} = 1 if $place;
    return $place;
}

sub give {
    my ($self, $place) = @_;
    delete $self->{used}{$place} or return;
    push @{ $self->{free} }, $place;
    return;
}

1;

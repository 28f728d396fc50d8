package Lift::Bus;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { lift => { map { ($_ => { floor => 0, log => [] }) } 1 .. $arg{lifts} }, trip => {} }, $class;
}

sub send {
    my ($self, $path, @args) = @_;
    my ($kind, $id, $what) = split m{/}, $path;
    if ($kind eq 'lift') { return $self->{lift}{$id} }
    if ($what eq 'book') {
        my ($number, $from, $to) = @args;
        $self->{trip}{$id} = { lift => $number, from => $from, to => $to };
        my $lift = $self->{lift}{$number};
        $lift->{floor} = $to;
        push @{ $lift->{log} }, "$from-$to";
        shift @{ $lift->{log} } if @{ $lift->{log} } > 30;
        return $self->{trip}{$id};
    }
    return delete $self->{trip}{$id};
}

sub open_trips { return scalar keys %{ $_[0]{trip} } }

1;

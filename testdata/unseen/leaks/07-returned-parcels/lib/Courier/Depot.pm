package Courier::Depot;
use strict;
use warnings;
use POE;
use Courier::Parcel;
use Courier::Van;

sub spawn {
    my ($class, %args) = @_;
    my $self = bless {vans => [map { Courier::Van->new(number => $_) } 1 .. $args{vans}], count => {}, board => []}, $class;
    POE::Session->create(object_states => [$self => {_start => 'start', parcel => 'parcel', arrived => 'arrived'}]);
    return $self;
}

sub start { $_[KERNEL]->alias_set('depot'); return }

sub parcel {
    my ($self, $name, $address) = @_[OBJECT, ARG0, ARG1];
    my $van = $self->{vans}[rand @{ $self->{vans} }];
    $self->{count}{accepted}++;
    Courier::Parcel->spawn(name => $name, address => $address, van => $van, depot => 'depot');
    return;
}

sub arrived {
    my ($self, $name, $how) = @_[OBJECT, ARG0, ARG1];
    $self->{count}{$how}++;
    my $board = $self->{board};
    push @$board, "$name: $how";
    shift @$board while @$board > 30;
    return;
}

sub summary { my $self = shift; return join ', ', map {"$self->{count}{$_} $_"} sort keys %{ $self->{count} } }

1;

package Courier::Dispatcher;
use strict;
use warnings;
use Courier::Log;
use Courier::Tour;

sub new {
    my ($class, %a) = @_;
    return bless {
        riders => $a{riders},
        next   => 0,
        log    => Courier::Log->for_part('dispatch'),
        km     => {},
        late   => 0,
    }, $class;
}

sub tour {
    my ($self, %what) = @_;
    my $no    = ++$self->{next};
    my $rider = $self->{riders}[ $no % @{ $self->{riders} } ];
    my $tour  = Courier::Tour->new(rider => $rider, no => $no, %what);
    $tour->ride;
    $self->{km}{$rider} += $tour->km;
    $self->{late}++ if $tour->late;
    $self->{log}->info("tour $no back, ", $tour->km, ' km') if $no % 10 == 0;
    return $tour->km;
}

sub complaint {
    my ($self) = @_;
    Courier::Log->for_part('customers')->warn('where is my parcel?');
}

sub wash_bikes {
    my ($self) = @_;
    Courier::Log->for_part('garage')->info("bikes of @{ $self->{riders} } washed");
}

sub stats {
    my ($self) = @_;
    return join ' ', "late=$self->{late}", map { "$_=$self->{km}{$_}" } sort keys %{ $self->{km} };
}

1;

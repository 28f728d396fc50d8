package Taxi::Ride;
use strict;
use warnings;

my $count = 0;

sub new
{
   my ( $class, %args ) = @_;
   return bless { no => ++$count, state => 'ordered', trace => [], %args }, $class;
}

sub no    { $_[0]{no} }
sub card  { $_[0]{card} }
sub state { my $self = shift; $self->{state} = shift if @_; return $self->{state} }

sub distance
{
   my ( $self ) = @_;
   return 1 + abs $self->{from} - $self->{to};
}

sub pass
{
   my ( $self, $km ) = @_;
   push @{ $self->{trace} }, $km;
}

sub fare
{
   my ( $self, $tariff ) = @_;
   return $tariff->{base} + $self->distance * $tariff->{km};
}

1;

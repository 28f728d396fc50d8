package Taxi::Office;
use strict;
use warnings;
use base qw( IO::Async::Notifier );

use Future;
use IO::Async::Timer::Countdown;
use Scalar::Util qw( weaken );
use Taxi::Ride;

sub _init
{
   my ( $self, $params ) = @_;
   $self->{cabs}   = 5;
   $self->{riding} = {};
   $self->{queue}  = [];
   $self->{tariff} = { base => 3.9, km => 2.1 };
   $self->{$_} = 0 for qw( done lost till );
   return $self->SUPER::_init( $params );
}

sub configure
{
   my ( $self, %params ) = @_;
   $self->{cabs} = delete $params{cabs} if exists $params{cabs};
   return $self->SUPER::configure( %params );
}

sub order
{
   my ( $self, %args ) = @_;
   my $ride = Taxi::Ride->new( %args );
   push @{ $self->{queue} }, $ride;
   $self->_dispatch;
   return $ride;
}

sub _dispatch
{
   my ( $self ) = @_;
   while( @{ $self->{queue} } and keys %{ $self->{riding} } < $self->{cabs} ) {
      my $ride = shift @{ $self->{queue} };
      $self->_start( $ride );
   }
   if( $self->{idle} and !keys %{ $self->{riding} } and !@{ $self->{queue} } ) {
      ( delete $self->{idle} )->done;
   }
}

sub _start
{
   my ( $self, $ride ) = @_;
   weaken( my $weakself = $self );
   my $loop = $self->loop;

   $self->{riding}{ $ride->no } = $ride;
   $ride->state( 'riding' );

   # somebody has to look if the driver never calls back
   my $alarm = IO::Async::Timer::Countdown->new(
      delay     => 600,
      on_expire => sub { $weakself->_lost( $ride ) },
   );
   $self->add_child( $alarm->start );

   $loop->delay_future( after => $ride->distance / 50_000 )->on_done( sub {
      $ride->pass( $_ ) for 1 .. $ride->distance / 5;
      $alarm->stop;
      $weakself->_arrived( $ride );
   } )->retain;
}

sub _arrived
{
   my ( $self, $ride ) = @_;
   delete $self->{riding}{ $ride->no };
   $ride->state( 'done' );
   $self->{till} += $ride->fare( $self->{tariff} ) unless $ride->card;
   $self->{done}++;
   $self->_dispatch;
}

sub _lost
{
   my ( $self, $ride ) = @_;
   delete $self->{riding}{ $ride->no };
   $ride->state( 'lost' );
   $self->{lost}++;
   $self->_dispatch;
}

sub change_tariff
{
   my ( $self ) = @_;
   $self->{tariff} = { base => 3 + rand 2, km => 1.8 + rand 1 };
}

# a future, done when nobody rides or waits
sub idle
{
   my ( $self ) = @_;
   return Future->done unless keys %{ $self->{riding} } or @{ $self->{queue} };
   return $self->{idle} ||= $self->loop->new_future;
}

1;

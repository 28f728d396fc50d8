#!/usr/bin/perl
use v5.26;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use Taxi::Office;

my ( $out, $late_rides ) = @ARGV;
$late_rides //= 220;
srand 3;

my $loop   = IO::Async::Loop->new;
my $office = Taxi::Office->new( cabs => 9 );
$loop->add( $office );

sub rides
{
   my ( $count ) = @_;
   for my $n ( 1 .. $count ) {
      my $f = $office->order( from => int rand 50, to => int rand 50, card => rand() < 0.4 );
      $loop->loop_once( 0 ) if $n % 3 == 0;
      next if $n % 10;
      $loop->await( $office->idle );
      $office->change_tariff if rand() < 0.2;
   }
   $loop->await( $office->idle );
}

rides( 80 );
Devel::MAT::Dumper::dump( "$out/early.pmat" );
rides( 220 );
Devel::MAT::Dumper::dump( "$out/mid.pmat" );
rides( $late_rides );
Devel::MAT::Dumper::dump( "$out/late.pmat" );

say sprintf "%d rides, %d lost, %.2f taken", $office->{done}, $office->{lost}, $office->{till};

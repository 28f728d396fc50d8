package Tiles::Ticket;
use strict;
use warnings;

my $last = 0;

sub new { my ($class, $name) = @_; return bless {name => $name, number => ++$last, state => 'open'}, $class }

sub name   { $_[0]{name} }
sub number { $_[0]{number} }
sub close  { my ($self, $state) = @_; $self->{state} = $state; return $self }

1;

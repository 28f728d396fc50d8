package Presence::Stanza;
use strict;
use warnings;

sub new  { my ($class, $name, $attr) = @_; return bless {name => $name, attr => $attr, text => ''}, $class }
sub text { my ($self, $more) = @_; $self->{text} .= $more; return }
sub show { my $self = shift; return $self->{attr}{show} || 'available' }

1;

package Depot::Memory;
use strict;
use warnings;

sub attach { my $class = shift; return bless {kept => {}, gets => 0}, $class }

sub get { my ($self, $key) = @_; $self->{gets}++; return $self->{kept}{$key} }

sub set { my ($self, $key, $value) = @_; $self->_keep($key, $value); return }

sub _keep { my ($self, $key, $value) = @_; $self->{kept}{$key} = $value; return }

sub forget { my ($self, $key) = @_; delete $self->{kept}{$key}; return }

1;

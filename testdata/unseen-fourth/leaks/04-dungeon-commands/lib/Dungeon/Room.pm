package Dungeon::Room;
use strict;
use warnings;

sub new   { my ($class, $number) = @_; return bless { number => $number, here => {}, visits => 0 }, $class }
sub enter { my ($self, $name) = @_; $self->{visits}++; $self->{here}{$name} = 1; return }
sub leave { my ($self, $name) = @_; delete $self->{here}{$name}; return }

1;

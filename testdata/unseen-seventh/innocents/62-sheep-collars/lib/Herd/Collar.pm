package Herd::Collar;
use strict;
use warnings;
use POE;

sub spawn {
    my ($class, %args) = @_;
    my $self = bless {track => [], %args}, $class;
    POE::Session->create(object_states => [$self => [qw(_start report retire _stop)]]);
    return $self;
}

sub alias { return "collar $_[0]{number}" }

sub _start {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    $kernel->alias_set($self->alias);
}

sub report {
    my ($self, $tick) = @_[OBJECT, ARG0];
    $self->{at} = $self->{meadow}->step($self->{at}, $tick + $self->{number});
    push @{$self->{track}}, [@{$self->{at}}, $tick];
    shift @{$self->{track}} while @{$self->{track}} > 12;
    $self->{battery}--;
    $self->{shepherd}->heard($self, $tick);
}

sub retire {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    $kernel->alias_remove($self->alias);
}

sub _stop { my ($self) = $_[OBJECT]; delete $self->{shepherd}; @{$self->{track}} = () }

sub empty { $_[0]{battery} <= 0 }
sub place { $_[0]{at} }

1;

package Clearing::Amount;
use strict;
use warnings;
use overload
    '""'     => sub { $_[0]->cents },
    '0+'     => sub { $_[0]->cents },
    '+'      => sub { my ($self, $other) = @_; return $self->with($self->{cents} + $other) },
    '<=>'    => sub { my ($self, $other, $swapped) = @_; return $swapped ? $other <=> $self->{cents} : $self->{cents} <=> $other },
    fallback => 1;

# an amount knows the ledger it belongs to, for its currency and precision

sub new {
    my ($class, %args) = @_;
    return bless {cents => $args{cents} || 0, ledger => $args{ledger}}, $class;
}

sub cents  { $_[0]{cents} }
sub with   { my ($self, $cents) = @_; return ref($self)->new(ledger => $self->{ledger}, cents => $cents) }
sub format { my $self = shift; return sprintf '%.2f %s', $self->{cents} / 100, $self->{ledger}->currency }

1;

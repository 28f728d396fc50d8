package Mail::Sorter;
use strict;
use warnings;
use base 'IO::Async::Notifier';
use IO::Async::Timer::Periodic;

# Bags come in from the trains, the sorter takes so many letters per tick.

sub configure {
    my ($self, %arg) = @_;
    for (qw(rate on_letter)) { $self->{$_} = delete $arg{$_} if exists $arg{$_} }
    return $self->SUPER::configure(%arg);
}

sub _init {
    my ($self) = @_;
    $self->{queue} = [];
    $self->{done}  = 0;
    $self->{tick}  = IO::Async::Timer::Periodic->new(interval => 0.002, on_tick => sub { $_[0]->parent->work });
    $self->add_child($self->{tick});
    $self->{tick}->start;
    return;
}

sub bag { my ($self, @letters) = @_; push @{ $self->{queue} }, @letters; return }
sub backlog { return scalar @{ $_[0]{queue} } }

sub work {
    my ($self) = @_;
    for my $letter (splice @{ $self->{queue} }, 0, $self->{rate}) {
        $self->{done}++;
        $self->{on_letter}->($self, $letter);
    }
    return;
}

1;

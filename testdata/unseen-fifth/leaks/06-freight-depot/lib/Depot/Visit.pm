package Depot::Visit;
use strict;
use warnings;

my $last = 0;

sub new {
    my ($class, $plate, $on_leave) = @_;
    return bless {
        number   => ++$last,
        plate    => $plate,
        on_leave => $on_leave,
        notes    => ["arrived"],
        pallets  => [map { { id => "P$last-$_", kg => 100 + int rand 600 } } 1 .. 4],
    }, $class;
}

sub number   { return $_[0]{number} }
sub carrier  { return substr $_[0]{plate}, 0, 4 }
sub note     { my ($self, $text) = @_; push @{ $self->{notes} }, $text; return }
sub watchdog { my $self = shift; $self->{watchdog} = shift if @_; return $self->{watchdog} }
sub leave    { my ($self) = @_; my $cb = delete $self->{on_leave}; $cb->($self) if $cb; return }

1;

package Thumb::Task;
use strict; use warnings;

# what is to be done, and whom to tell

my $serial = 0;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, id => ++$serial, progress => 0}, $class;
    return $self;
}

sub id       { $_[0]{id} }
sub workload { $_[0]{workload} }
sub progress { my ($self, $percent) = @_; $self->{progress} = $percent; return }

sub complete { my ($self, $result) = @_; $self->{on_complete}->($self, $result); return }
sub fail     { my ($self, $reason) = @_; $self->{on_fail}->($self, $reason);     return }

1;

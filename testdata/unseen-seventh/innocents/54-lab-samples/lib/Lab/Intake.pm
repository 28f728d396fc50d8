package Lab::Intake;
use strict;
use warnings;
use Lab::Sample;

sub new { my ($class, %args) = @_; return bless {urgent => [], normal => [], n => 0, %args}, $class }

sub night { my ($self, $tick) = @_; return $tick % $self->{day} >= 1420 }

sub arrive {
    my ($self, $tick) = @_;
    return if $self->night($tick);
    for (1 .. 3 + $tick % 2) {
        my $n = ++$self->{n};
        my $sample = Lab::Sample->new(number => $n, source => "well " . (1 + $n % 23), litres => 0.5 + $n % 3);
        push @{$n % 10 ? $self->{normal} : $self->{urgent}}, $sample;
    }
    return;
}

sub next_sample { my ($self) = @_; return shift(@{$self->{urgent}}) // shift @{$self->{normal}} }
sub waiting { my ($self) = @_; return @{$self->{urgent}} + @{$self->{normal}} }

1;

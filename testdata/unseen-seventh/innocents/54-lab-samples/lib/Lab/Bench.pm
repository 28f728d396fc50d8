package Lab::Bench;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {done => 0, %args}, $class }

sub measure {
    my ($self, $sample) = @_;
    my %values;
    for my $test ($sample->tests) {
        $values{$test} = (($sample->number * length $test) % 97) / 10;
    }
    $self->{done}++;
    $self->{results}->add($sample->source, $sample->number, \%values);
    return;
}

1;

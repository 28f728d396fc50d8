package Weather::Station;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { %arg, values => [] }, $class }
sub name { return $_[0]{name} }

# the answer takes 20 to 120 milliseconds, some stations do not answer
sub ask {
    my ($self) = @_;
    return $self->{loop}->new_future if rand() < 0.05;
    return $self->{loop}->delay_future(after => 0.02 + rand 0.1)->then(
        sub {
            push @{ $self->{values} }, { temperature => -5 + rand 30, wind => [map { int rand 20 } 1 .. 5] };
            shift @{ $self->{values} } if @{ $self->{values} } > 12;
            return Future->done($self->{values}[-1]);
        }
    );
}

1;

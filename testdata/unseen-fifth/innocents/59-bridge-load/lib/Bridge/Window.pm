package Bridge::Window;
use strict;
use warnings;

# The passages are collected in batches of ten minutes.  A batch is dropped as
# a whole when it has left the window.

sub new {
    my ($class, %arg) = @_;
    return bless { minutes => $arg{minutes}, batches => [], sum => 0, count => 0 }, $class;
}

sub add {
    my ($self, $minute, $passage) = @_;
    my $start = $minute - $minute % 10;
    my $batch = $self->{batches}[-1];
    if (!$batch || $batch->{start} != $start) {
        $batch = { start => $start, passages => [], sum => 0 };
        push @{ $self->{batches} }, $batch;
    }
    push @{ $batch->{passages} }, $passage;
    $batch->{sum} += $passage->{tons};
    $self->{sum}  += $passage->{tons};
    $self->{count}++;
    return;
}

sub slide {
    my ($self, $minute) = @_;
    while (@{ $self->{batches} } && $self->{batches}[0]{start} + 10 <= $minute - $self->{minutes}) {
        my $old = shift @{ $self->{batches} };
        $self->{sum}   -= $old->{sum};
        $self->{count} -= @{ $old->{passages} };
    }
    return;
}

sub count { return $_[0]{count} }
sub mean  { my $self = shift; return $self->{count} ? $self->{sum} / $self->{count} : undef }

1;

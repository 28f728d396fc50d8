package Report;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {keep => 20, last => [], total => 0, %arg}, $class }

sub add {
    my ($self, $r) = @_;
    $self->{total}++;
    $self->{by_answer}{ $r->{answer} }++;
    push @{ $self->{last} }, $r;
    shift @{ $self->{last} } if @{ $self->{last} } > $self->{keep};
}

sub total { $_[0]{total} }

1;

package Kiln::Oven;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, temperature => 20, target => 950 + int rand 300, curve => [], up => 1}, $class;
}

sub number { return $_[0]{number} }
sub next_pause { return 0.002 + rand 0.01 }

# true at the end of a firing
sub step {
    my $self = shift;
    my $t = $self->{temperature} += $self->{up} ? 30 + rand 60 : -20 - rand 80;
    push @{ $self->{curve} }, $t;
    shift @{ $self->{curve} } if @{ $self->{curve} } > 80;
    if ($self->{up} && $t > $self->{target}) { $self->{up} = 0 }
    elsif (!$self->{up} && $t < 60) { $self->{up} = 1; $self->{target} = 950 + int rand 300; return 1 }
    return 0;
}

1;

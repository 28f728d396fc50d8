package Clearing::Archive;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {days => $args{days}, reports => {}, order => []}, $class;
}

sub store {
    my ($self, $report) = @_;
    $self->{reports}{ $report->{day} } = $report;
    push @{ $self->{order} }, $report->{day};
    delete $self->{reports}{ shift @{ $self->{order} } } while @{ $self->{order} } > $self->{days};
    return;
}

sub report { my ($self, $day) = @_; return $self->{reports}{$day} }
sub size   { scalar keys %{ $_[0]{reports} } }

1;

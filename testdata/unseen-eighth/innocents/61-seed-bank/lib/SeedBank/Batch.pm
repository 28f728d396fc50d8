package SeedBank::Batch;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, rows => [], written => 0 }, $class;
}

sub written { $_[0]{written} }

sub add {
    my ($self, $row) = @_;
    push @{ $self->{rows} }, $row;
    $self->flush if @{ $self->{rows} } >= $self->{size};
    return;
}

sub flush {
    my ($self) = @_;
    my @rows = splice @{ $self->{rows} } or return;
    $self->{vault}->store(\@rows);
    $self->{written}++;
    return;
}

1;

package Parts::Costing;
use strict;
use warnings;

# The clerk has a few bicycles on the desk; the oldest is finished off when a
# new one comes and the desk is full.
sub new {
    my ($class, %arg) = @_;
    return bless { desk => $arg{desk}, open => [], done => 0, cent => 0, dearest => {} }, $class;
}

sub take {
    my ($self, $bike) = @_;
    push @{ $self->{open} }, $bike;
    $self->_finish(shift @{ $self->{open} }) while @{ $self->{open} } > $self->{desk};
    return;
}

sub _finish {
    my ($self, $bike) = @_;
    my $best = $bike->dearest;
    my (undef, $group) = split / > /, $best->path;
    $self->{dearest}{$group}++;
    $self->{cent} += $bike->{cent};
    $self->{done}++;
    $bike->dismantle;
    return;
}

sub close {
    my ($self) = @_;
    $self->_finish(shift @{ $self->{open} }) while @{ $self->{open} };
    return;
}

sub summary {
    my ($self) = @_;
    return sprintf("%d bicycles, %.2f on average\n", $self->{done}, $self->{cent} / 100 / $self->{done})
        . join '', map { "  dearest part in $_: $self->{dearest}{$_}\n" } sort keys %{ $self->{dearest} };
}

1;

package PaymentGate::Journal;
use strict;
use warnings;

# The last payments, for the screen at the service desk.
sub new {
    my ($class, %arg) = @_;
    return bless { keep => $arg{keep}, last => [], sum => {} }, $class;
}

sub note {
    my ($self, $id, $res) = @_;
    push @{ $self->{last} }, { id => $id, state => $res->{state}, bytes => $res->{bytes} // 0 };
    shift @{ $self->{last} } while @{ $self->{last} } > $self->{keep};
    $self->{sum}{ $res->{state} }++;
    return;
}

sub report {
    my ($self) = @_;
    return join '', map { "$_: $self->{sum}{$_}\n" } sort keys %{ $self->{sum} };
}

1;

package Meter::Protocol;
use strict;
use warnings;

# lines of text: R meter total q1,q2,...   or   H name

sub new {
    my ($class, %args) = @_;
    return bless {stock => $args{stock}, offset => 0, lines => 0, name => 'unknown'}, $class;
}

# reads the complete lines of the buffer, returns how many
sub feed {
    my ($self, $buffer) = @_;
    my $count = 0;
    while ((my $end = index $$buffer, "\n", $self->{offset}) >= 0) {
        my $line = substr $$buffer, $self->{offset}, $end - $self->{offset};
        $self->{offset} = $end + 1;
        $self->line($line);
        $count++;
    }
    return $count;
}

sub line {
    my ($self, $line) = @_;
    $self->{lines}++;
    my ($kind, @fields) = split ' ', $line;
    if ($kind eq 'R') {
        my ($meter, $total, $quarters) = @fields;
        $self->{stock}->add($meter, $total, split /,/, $quarters);
    }
    elsif ($kind eq 'H') {
        $self->{name} = $fields[0];
    }
    return;
}

1;

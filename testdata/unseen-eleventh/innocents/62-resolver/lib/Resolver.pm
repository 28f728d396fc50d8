package Resolver;
use strict;
use warnings;

our $GENERATION = 6000;

sub new { return bless { young => {}, old => {}, hits => 0, asked => 0 }, shift }

sub hits { $_[0]{hits} }

sub lookup {
    my ($self, $name) = @_;
    my $answer = $self->{young}{$name};
    if (!$answer and $answer = $self->{old}{$name}) {
        $self->_remember($name, $answer);
    }
    if ($answer) {
        $self->{hits}++;
        return $answer->{address};
    }
    return $self->_remember($name, $self->_ask_upstream($name))->{address};
}

sub _remember {
    my ($self, $name, $answer) = @_;
    if (keys %{ $self->{young} } >= $GENERATION) {
        ($self->{old}, $self->{young}) = ($self->{young}, {});
    }
    return $self->{young}{$name} = $answer;
}

sub _ask_upstream {
    my ($self, $name) = @_;
    $self->{asked}++;
    my $h = unpack '%32C*', $name;
    return { address => join('.', 10, $h % 251, ($h * 7) % 253, length $name), type => 'A', server => "ns" . $h % 4 };
}

1;

package Seeds::Sheet;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, labels => [], printed => 0, characters => 0}, $class;
}

sub place {
    my ($self, $text) = @_;
    push @{$self->{labels}}, $text;
    $self->_print if @{$self->{labels}} >= $self->{columns} * $self->{rows};
    return $self;
}

sub _print {
    my ($self) = @_;
    $self->{characters} += length for @{$self->{labels}};
    $self->{printed}++;
    $self->{labels} = [];
}

sub printed    { $_[0]{printed} }
sub characters { $_[0]{characters} }

1;

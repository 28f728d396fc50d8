package Letter::Archive;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {keep => $args{keep}, letters => [], characters => 0}, $class;
}

sub store {
    my ($self, $name, $text) = @_;
    push @{ $self->{letters} }, {name => $name, text => $text, at => time};
    $self->{characters} += length $text;
    splice @{ $self->{letters} }, 0, @{ $self->{letters} } - $self->{keep} if @{ $self->{letters} } > $self->{keep};
    return;
}

sub size       { scalar @{ $_[0]{letters} } }
sub characters { $_[0]{characters} }

1;

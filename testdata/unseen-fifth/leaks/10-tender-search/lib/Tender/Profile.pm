package Tender::Profile;
use strict;
use warnings;

sub new {
    my ($class, $name, %arg) = @_;
    return bless { name => $name, %arg }, $class;
}

sub name { return $_[0]{name} }

sub expression {
    my ($self) = @_;
    return $self->{expression} ||= do {
        my $words = join ' or ', map {"contains(title, '$_')"} @{ $self->{words} };
        "//lot[euro(value) > $self->{from} and ($words)]";
    };
}

1;

package Gear::Part;
use strict;
use warnings;
use Scalar::Util qw(weaken);

sub new { my ($class, $name, $attributes) = @_; return bless { name => $name, at => $attributes, parts => [] }, $class }

sub add {
    my ($self, $part) = @_;
    push @{ $self->{parts} }, $part;
    $part->{no} = @{ $self->{parts} };
    weaken($part->{parent} = $self);
    return $part;
}

sub name  { return $_[0]{name} }
sub teeth { return $_[0]{at}{teeth} }

sub path {
    my ($self) = @_;
    return ($self->{parent} ? $self->{parent}->path . '/' : '') . $self->{name} . ($self->{no} // '');
}

1;

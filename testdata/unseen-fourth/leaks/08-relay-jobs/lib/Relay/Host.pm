package Relay::Host;
use strict;
use warnings;

my %host;

sub of {
    my ($class, $name) = @_;
    return $host{$name} ||= bless { name => $name, up => $name =~ /slow/ ? 0.4 : 0.97, asked => 0 }, $class;
}

sub accepts { my $self = shift; $self->{asked}++; return rand() < $self->{up} }

1;

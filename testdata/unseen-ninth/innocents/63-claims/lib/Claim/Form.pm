package Claim::Form;
use strict;
use warnings;
our $AUTOLOAD;

# A claim has some sixty fields; an accessor is written when it is first used.

our %FIELD = map { $_ => 1 } qw(number kind date place street town zip holder phone mail policy),
    map { my $p = $_; map { "${p}_$_" } qw(type maker year value age damage repair) } qw(car house boat bike pet phone roof);

sub new {
    my ($class, %arg) = @_;
    $FIELD{$_} or die "no field $_\n" for keys %arg;
    return bless {%arg}, $class;
}

sub AUTOLOAD {
    my ($self) = @_;
    my ($name) = $AUTOLOAD =~ /::(\w+)$/;
    return if $name eq 'DESTROY';
    die "no field $name\n" unless $FIELD{$name};
    no strict 'refs';
    *{"Claim::Form::$name"} = sub {
        my $self = shift;
        $self->{$name} = shift if @_;
        return $self->{$name};
    };
    goto &{"Claim::Form::$name"};
}

1;

package Render::Queue;
use strict;
use warnings;

# A queue that asks its sources to wait when it is too long.

sub new { my ($class, %arg) = @_; return bless {%arg, items => [], full => 0, resume => [], in => 0, out => 0}, $class }

sub put {
    my ($self, $item) = @_;
    push @{ $self->{items} }, $item;
    $self->{in}++;
    $self->{full} = 1 if @{ $self->{items} } >= $self->{high};
    return !$self->{full};
}

sub take {
    my $self = shift;
    my $item = shift @{ $self->{items} } or return;
    $self->{out}++;
    if ($self->{full} && @{ $self->{items} } <= $self->{low}) {
        $self->{full} = 0;
        $_->() for splice @{ $self->{resume} };
    }
    return $item;
}

sub is_full     { return $_[0]{full} }
sub when_better { my ($self, $cb) = @_; push @{ $self->{resume} }, $cb; return }
sub text        { my $self = shift; return sprintf '%d in, %d out, %d waiting%s', @$self{qw(in out)}, scalar @{ $self->{items} }, $self->{full} ? ' (full)' : '' }

1;

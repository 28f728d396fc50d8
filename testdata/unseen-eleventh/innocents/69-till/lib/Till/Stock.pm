package Till::Stock;
use strict;
use warnings;

sub new { my ($class, %count) = @_; return bless { count => {%count}, full => {%count} }, $class }

sub price { my ($self, $a) = @_; my ($n) = $a =~ /(\d+)/; return 0.99 + $n % 17 }

sub take {
    my ($self, $a, $n) = @_;
    die "no $a left" if $self->{count}{$a} < $n;
    $self->{count}{$a} -= $n;
}

sub put_back { my ($self, $a, $n) = @_; $self->{count}{$a} += $n }

sub deliver { my $self = shift; %{ $self->{count} } = %{ $self->{full} } }

1;

package Parcel::Courier;
use strict;
use warnings;

sub new { my ($class, $name) = @_; return bless { name => $name, bag => [], done => 0 }, $class }

sub take  { my ($self, $parcel) = @_; push @{ $self->{bag} }, $parcel; return }
sub laden { my ($self) = @_; return scalar @{ $self->{bag} } }

# visits the next n addresses, nearest house number first
sub drive {
    my ($self, $n) = @_;
    my @bag  = sort { $a->{house} <=> $b->{house} } @{ $self->{bag} };
    my @done = splice @bag, 0, $n;
    $self->{bag} = \@bag;
    $self->{done} += @done;
    return map { $_->{no} } @done;
}

1;

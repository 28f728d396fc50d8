package Brew::Cellar;
use strict;
use warnings;

sub new {
    my ($class, %a) = @_;
    my %tank = map { $_ => { temp => 12, log => [] } } 1 .. $a{tanks};
    return bless { tank => \%tank }, $class;
}

sub tank  { my ($self, $no) = @_; return $self->{tank}{$no} if exists $self->{tank}{$no}; return }
sub tanks { return sort { $a <=> $b } keys %{ $_[0]{tank} } }

sub set_temp {
    my ($self, $no, $temp) = @_;
    my $t = $self->tank($no) or return;
    push @{ $t->{log} }, $t->{temp};
    splice @{ $t->{log} }, 0, -48;
    $t->{temp} = $temp;
}

sub cool { my ($self) = @_; $_->{temp} -= .1 * ($_->{temp} - 8) for values %{ $self->{tank} } }

sub state { my ($self) = @_; return join ' ', map { sprintf '%d:%.1f', $_, $self->{tank}{$_}{temp} } $self->tanks }

1;

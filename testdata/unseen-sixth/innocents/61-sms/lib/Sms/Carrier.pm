package Sms::Carrier;
use strict;
use warnings;

sub new { return bless { works => 1, sent => 0 }, shift }

sub works { my ($self, $w) = @_; $self->{works} = $w if @_ > 1; return $self->{works} }

sub deliver {
    my ($self, $msg) = @_;
    die "no link\n" unless $self->{works};
    die "busy\n" if rand() < .05;
    $self->{sent}++;
    return 1;
}

1;

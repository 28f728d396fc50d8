package Meter::Alarm;
use strict;
use warnings;

sub new { return bless { last => {}, count => 0, open => {} }, shift }

sub check {
    my ($self, $r) = @_;
    my $mean = $self->{last}{ $r->house } // $r->use;
    if ($r->use > 8 * $mean + 50) {
        $self->{open}{ $r->house } = $r->time;
        $self->{count}++;
    }
    elsif ($self->{open}{ $r->house }) {
        delete $self->{open}{ $r->house };
    }
    $self->{last}{ $r->house } = .9 * $mean + .1 * $r->use;
}

sub count { $_[0]{count} }

1;

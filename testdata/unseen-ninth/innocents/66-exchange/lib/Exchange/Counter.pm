package Exchange::Counter;
use strict;
use warnings;

sub new { my ($class, $rates) = @_; return bless { rates => $rates, till => {}, deals => 0 }, $class }

sub change {
    my ($self, $amount, $from, $to, $minute) = @_;
    my $r   = $self->{rates}->rate($from, $to, $minute);
    my $get = sprintf '%.2f', $amount * $r->{bid} * 0.985;
    $self->{till}{$from} += $amount;
    $self->{till}{$to}   -= $get;
    $self->{deals}++;
    return $get;
}

1;

package Payroll::Run;
use strict;
use warnings;

# Pays everybody once a month; bank and tax office are handed in.

sub new { my ($class, %arg) = @_; return bless {%arg}, $class }

sub pay {
    my ($self, @staff) = @_;
    my $sum = 0;
    for my $p (@staff) {
        my $gross = $p->{hours} * $p->{rate} + ($p->{overtime} || 0) * $p->{rate} * 1.25;
        my $tax   = $self->{tax}->rate($p->{class}, $gross) * $gross;
        my $net   = sprintf '%.2f', $gross - $tax;
        $self->{bank}->transfer($p->{account}, $net, "wages $p->{name}");
        $sum += $net;
    }
    $self->{bank}->commit;
    return $sum;
}

1;

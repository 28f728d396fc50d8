package Parts::Explode;
use strict;
use warnings;

sub new { my ($class, $catalogue) = @_; return bless { catalogue => $catalogue }, $class }

# what has to be taken from the shelves for an order: part => count
sub pick_list {
    my ($self, $order) = @_;
    my %pick;
    my @trail;
    my $visit;
    $visit = sub {
        my ($no, $count) = @_;
        my $part = $self->{catalogue}->part($no);
        push @trail, "$no x $count";
        if ($part->{needs}) {
            $visit->($_->[0], $_->[1] * $count) for @{ $part->{needs} };
        }
        else {
            $pick{$no} += $count;
        }
    };
    $visit->($_->{no}, $_->{count}) for @{ $order->{lines} };
    return { order => $order->{id}, pick => { %pick }, steps => scalar @trail };
}

sub cost {
    my ($self, $list) = @_;
    my $sum = 0;
    $sum += $self->{catalogue}->part($_)->{cost} * $list->{pick}{$_} for keys %{ $list->{pick} };
    return $sum;
}

1;

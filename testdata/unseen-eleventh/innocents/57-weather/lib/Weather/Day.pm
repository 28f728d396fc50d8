package Weather::Day;
use strict;
use warnings;

use constant MINUTES => 24 * 60;

sub new { return bless { slots => [] }, shift }

sub record {
    my ($self, $minute, %v) = @_;
    my $slot = $self->{slots}[$minute % MINUTES] //= { n => 0, map { ($_ => 0) } keys %v };
    $slot->{n}++;
    $slot->{$_} += $v{$_} for keys %v;
}

sub mean {
    my ($self, $minute) = @_;
    my $slot = $self->{slots}[$minute % MINUTES] or return 0;
    return $slot->{temp} / $slot->{n};
}

1;

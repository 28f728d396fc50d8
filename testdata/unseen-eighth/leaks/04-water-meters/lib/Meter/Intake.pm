package Meter::Intake;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, summary => { accepted => 0, implausible => 0, billed => 0 } }, $class;
}

sub summary { $_[0]{summary} }

sub reading {
    my ($self, %r) = @_;
    my $last = $self->{db}->last_reading($r{meter}, $r{at});
    if ($last && $last->{litres} > $r{litres}) {
        $self->{summary}{implausible}++;
        return;
    }
    my $used = $r{litres} - ($last ? $last->{litres} : 0);
    my $zone = $self->{db}->zone_of($r{meter});
    $self->{summary}{billed} += $self->{tariff}->price($zone, $used);
    $self->{summary}{accepted}++;
    $self->{db}->store(\%r);
    return 1;
}

1;

package Green::Climate;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { log => $arg{log}, temp => 18, vent => 0, heat => 0 }, $class;
}

# one step of the controller, five minutes
sub step {
    my ($self, $n) = @_;
    my $outside = 8 + 9 * sin($n / 46);
    $self->{temp} += ($outside - $self->{temp}) / 12 + $self->{heat} * 1.4 - $self->{vent} * 0.9;
    my ($vent, $heat) = ($self->{temp} > 24 ? 1 : 0, $self->{temp} < 16 ? 1 : 0);
    $self->{log}->write($n, info => sprintf 'temperature %.1f, outside %.1f', $self->{temp}, $outside);
    $self->{log}->write($n, notice => $vent ? 'vents open' : 'vents shut') if $vent != $self->{vent};
    $self->{log}->write($n, notice => $heat ? 'heating on' : 'heating off') if $heat != $self->{heat};
    $self->{log}->write($n, warning => 'frost outside') if $outside < 0;
    @$self{qw(vent heat)} = ($vent, $heat);
    return;
}

1;

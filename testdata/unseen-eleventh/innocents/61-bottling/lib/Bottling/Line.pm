package Bottling::Line;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, wear => 0, crates => 0 }, $class;
}

sub fill {
    my ($self, $n) = @_;
    my $log = get_logger('line.filler');
    my $ml  = 495 + rand(10);
    $log->debug(sprintf 'bottle %d filled with %.1f ml, valve %d', $n, $ml, $n % 16);
    get_logger('line.capper')->debug(sprintf 'bottle %d torque %.2f', $n, 1.1 + rand 0.3);
    $self->crate_full($n) if $n % $self->{crate} == 0;
    $self->service if ++$self->{wear} >= $self->{service_after};
}

sub crate_full {
    my ($self, $n) = @_;
    get_logger('line.packer')->info(sprintf 'crate %d closed after bottle %d', ++$self->{crates}, $n);
}

sub service {
    my $self = shift;
    get_logger('line.filler')->error('valve seals worn, line stopped for service');
    $self->{wear} = 0;
}

1;

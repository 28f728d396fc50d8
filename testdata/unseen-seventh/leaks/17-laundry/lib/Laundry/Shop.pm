package Laundry::Shop;
use strict;
use warnings;
use parent 'IO::Async::Notifier';
use IO::Async::Timer::Countdown;
use Laundry::Machine;

sub _init {
    my ($self, $params) = @_;
    my $count = delete $params->{machines} // 4;
    $self->{minute}   = delete $params->{minute} // 60;
    $self->{machines} = [map { Laundry::Machine->new("no. $_") } 1 .. $count];
    $self->{waiting}  = [];
    $self->{kilos}    = 0;
    return $self->SUPER::_init($params);
}

sub start {
    my ($self, $programme, $ready, $weight) = @_;
    my ($machine) = grep { !$_->busy } @{$self->{machines}};
    unless ($machine) {
        push @{$self->{waiting}}, [$programme, $ready, $weight];
        return 0;
    }
    my $minutes = $machine->fill($programme, $weight);
    $self->_run_for($minutes, sub {
        my $dry = $machine->empty;
        $self->{kilos} += $dry;
        my $next = shift @{$self->{waiting}};
        $self->start(@$next) if $next;
        $ready->($machine->name, $dry);
    });
    return 1;
}

sub _run_for {
    my ($self, $minutes, $bell) = @_;
    my $timer = IO::Async::Timer::Countdown->new(
        delay     => $minutes * $self->{minute},
        on_expire => sub { $bell->() },
    );
    $self->add_child($timer);
    $timer->start;
    return $timer;
}

sub kilos { $_[0]{kilos} }
sub free_machines { my ($self) = @_; return scalar grep { !$_->busy } @{$self->{machines}} }

1;

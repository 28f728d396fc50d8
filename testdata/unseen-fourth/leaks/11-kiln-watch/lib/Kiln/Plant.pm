package Kiln::Plant;
use strict;
use warnings;
use Future;
use Future::Utils qw(repeat);
use Kiln::Oven;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, steps => 0, running => {}, fired => 0}, $class;
    $self->{stopped} = $arg{loop}->new_future;
    $self->{oven}    = [map { Kiln::Oven->new(number => $_) } 1 .. $arg{ovens}];
    return $self;
}

sub on_step { my ($self, $code) = @_; $self->{on_step} = $code; return }
sub stop    { my $self = shift; $self->{stopped}->done('stopped') unless $self->{stopped}->is_ready; return }

sub run {
    my $self = shift;
    return Future->wait_all(map { $self->fire($_) } @{ $self->{oven} });
}

# an oven goes from step to step until the plant is stopped
sub fire {
    my ($self, $oven) = @_;
    return repeat {
        $self->{running}{ $oven->number } = 1;
        $self->pause($oven->next_pause)->then(sub {
            my $why = shift;
            delete $self->{running}{ $oven->number };
            return Future->done('end') if $why eq 'stopped';
            $self->{fired}++ if $oven->step;
            $self->{on_step}->(++$self->{steps});
            return Future->done('again');
        });
    } while => sub { shift->get eq 'again' };
}

# wait for a while, but not when everything is to end
sub pause {
    my ($self, $seconds) = @_;
    return Future->wait_any(
        $self->{loop}->delay_future(after => $seconds)->then(sub { Future->done('time') }),
        $self->{stopped}->without_cancel,
    );
}

sub text {
    my $self = shift;
    return sprintf '%d steps, %d firings, %d ovens wait', $self->{steps}, $self->{fired}, scalar keys %{ $self->{running} };
}

1;

package Mail::Channel;
use strict;
use warnings;
use IO::Async::Timer::Periodic;

# a channel of the broker; the heartbeat keeps it open while it is used

sub new {
    my ($class, %arg) = @_;
    my $self = bless {number => $arg{number}, queue => $arg{queue}, sent => [], beats => 0, is_open => 1}, $class;
    my $timer = IO::Async::Timer::Periodic->new(
        interval => 15,
        on_tick  => sub { $self->beat },
    );
    $timer->start;
    $arg{loop}->add($timer);
    return $self;
}

sub beat {
    my $self = shift;
    return unless $self->{is_open};
    $self->{beats}++;
    return;
}

sub publish {
    my ($self, $letter) = @_;
    die "channel $self->{number} is closed\n" unless $self->{is_open};
    push @{ $self->{sent} }, $letter->{id};
    return scalar @{ $self->{sent} };
}

sub close { my $self = shift; $self->{is_open} = 0; return @{ $self->{sent} } }

1;

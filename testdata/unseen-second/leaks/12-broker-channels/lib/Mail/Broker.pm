package Mail::Broker;
use strict;
use warnings;
use Scalar::Util qw(weaken);
use IO::Async::Timer::Periodic;
use Mail::Channel;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {loop => $arg{loop}, channels => {}, next => 1, closed => 0, letters => 0, last_minute => []}, $class;
    weaken(my $weak = $self);
    $self->{statistics} = IO::Async::Timer::Periodic->new(
        interval => 0.05,
        on_tick  => sub { $weak->minute if $weak },
    );
    $arg{loop}->add($self->{statistics}->start);
    return $self;
}

sub open_channel {
    my ($self, $queue) = @_;
    my $channel = Mail::Channel->new(number => $self->{next}++, queue => $queue, loop => $self->{loop});
    $self->{channels}{ $channel->{number} } = $channel;
    return $channel;
}

sub close_channel {
    my ($self, $channel) = @_;
    my @sent = $channel->close;
    delete $self->{channels}{ $channel->{number} };
    $self->{closed}++;
    $self->{letters} += @sent;
    return;
}

sub minute {
    my $self = shift;
    push @{ $self->{last_minute} }, $self->{letters};
    shift @{ $self->{last_minute} } while @{ $self->{last_minute} } > 10;
    return;
}

sub status {
    my $self = shift;
    return sprintf '%d letters, %d channels closed, %d open', @$self{qw(letters closed)}, scalar keys %{ $self->{channels} };
}

1;

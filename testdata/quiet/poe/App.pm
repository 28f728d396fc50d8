package App;

# A line server and its clients by POE over loopback: sessions that come and go,
# alarms, timeouts, postbacks, and commands that fail.
use strict;
use warnings;
use Socket 'sockaddr_in';
use POE qw(Component::Server::TCP Component::Client::TCP Filter::Line);

my ($port, %greeted, $busy);

POE::Kernel->run;    # without sessions it returns at once
POE::Component::Server::TCP->new(
    Alias           => 'server',
    Address         => '127.0.0.1',
    Port            => 0,
    Started         => sub { $port = (sockaddr_in($_[HEAP]{listener}->getsockname))[0] },
    ClientConnected => sub {
        my ($heap, $session) = @_[HEAP, SESSION];
        $heap->{since} = time;
        $heap->{done}  = $session->postback('flush');
        $heap->{client}->put('welcome');
    },
    ClientInput => sub {
        my ($kernel, $heap, $said) = @_[KERNEL, HEAP, ARG0];
        push @{ $heap->{history} }, $said;
        if    ($said =~ /^hello (.+)/) { $greeted{$1} = time; $heap->{client}->put("hello $1") }
        elsif ($said eq 'wait')        { $heap->{alarm} = $kernel->delay_set(waited => 0.01) }
        elsif ($said eq 'quit')        { $heap->{client}->put('bye'); $heap->{done}->('bye') }
        else                           { $heap->{client}->put("error: $said?") }
    },
    ClientDisconnected => sub { delete @{ $_[HEAP] }{qw(done history alarm)} },
    ClientError        => sub { },
    InlineStates       => {
        waited => sub { $_[HEAP]{client}->put('waited') if $_[HEAP]{client} },
        flush  => sub { $_[KERNEL]->yield('shutdown') },
    },
);
POE::Kernel->run_one_timeslice until $port;

# Who was greeted is forgotten after the last 100.
POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->alias_set('janitor') },
        tidy   => sub {
            my @old = sort { $greeted{$a} <=> $greeted{$b} || $a cmp $b } keys %greeted;
            delete @greeted{ @old[ 0 .. $#old - 100 ] } if @old > 100;
        },
    },
);

sub steps { return 15, 90, 90 }

sub work {
    my ($class, $n) = @_;
    visit($_, $n) for 1 .. 3;
    POE::Kernel->run_one_timeslice while $busy;
    POE::Kernel->post(janitor => 'tidy') if $n % 20 == 0;
    return;
}

sub visit {
    my ($i, $n) = @_;
    my @to_say = ("hello $n-$i", $n % 5 ? () : 'wait', $n % 7 ? () : 'nonsense', 'quit');
    $busy++;
    POE::Component::Client::TCP->new(
        RemoteAddress => '127.0.0.1',
        RemotePort    => $port,
        ServerInput   => sub {
            my ($heap, $heard) = @_[HEAP, ARG0];
            return $_[KERNEL]->yield('shutdown') if $heard eq 'bye';
            $heap->{server}->put(shift @to_say) if @to_say;
        },
        Disconnected => sub { $_[KERNEL]->yield('shutdown') },
        InlineStates => { _stop => sub { $busy-- } },
    );
    return;
}

1;

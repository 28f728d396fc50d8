package Lift::Link;
use strict;
use warnings;
use IO::Async::Stream;
use Scalar::Util qw(weaken);
use Time::HiRes qw(time);

sub new {
    my ($class, %arg) = @_;
    my $self = bless {
        loop     => $arg{loop},
        patience => $arg{patience},
        seq      => 0,
        pending  => {},
        stats    => { asked => 0, answered => 0, silent => 0, slowest => 0 },
    }, $class;

    weaken(my $weak = $self);
    $self->{stream} = IO::Async::Stream->new(
        handle  => $arg{handle},
        on_read => sub {
            my (undef, $buf) = @_;
            $weak->_answer($1, $2) while $$buf =~ s/^(\d+) (.*)\n//;
            return 0;
        },
    );
    $self->{loop}->add($self->{stream});
    return $self;
}

sub stats       { $_[0]{stats} }
sub outstanding { scalar keys %{ $_[0]{pending} } }

sub ask {
    my ($self, $question, $on_state) = @_;
    my $seq   = ++$self->{seq};
    my $stats = $self->{stats};
    my $sent  = time;
    my $f     = $self->{loop}->new_future;
    $stats->{asked}++;

    $f->on_ready(sub {
        return unless $f->is_done;
        my $took = time - $sent;
        $stats->{slowest} = $took if $took > $stats->{slowest};
        $stats->{answered}++;
        $on_state->($f->result);
    });

    $self->{pending}{$seq} = $f;
    weaken(my $weak = $self);
    $self->{loop}->watch_time(after => $self->{patience}, code => sub { $weak->_give_up($seq) });
    $self->{stream}->write("$seq $question\n");
    return $f;
}

sub _answer {
    my ($self, $seq, $text) = @_;
    my $f = delete $self->{pending}{$seq} or return;
    my %state = $text =~ /(\w+)=(\w+)/g;
    $f->done(\%state);
    return;
}

sub _give_up {
    my ($self, $seq) = @_;
    delete $self->{pending}{$seq} or return;
    $self->{stats}{silent}++;
    return;
}

1;

package Probe;
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Socket;
use AnyEvent::Handle;

sub new {
    my ($class, %arg) = @_;
    return bless {attempts => 3, pause => 0.01, %arg}, $class;
}

# Ask once; $cb gets the first word of the answer, or undef
sub ask {
    my ($self, $text, $cb) = @_;
    tcp_connect '127.0.0.1', $self->{port}, sub {
        my $fh = shift or return $cb->(undef);
        my $h;
        $h = AnyEvent::Handle->new(
            fh       => $fh,
            on_error => sub { $h->destroy; $cb->(undef) },
        );
        $h->push_write("$text\n");
        $h->push_read(line => sub {
            my (undef, $line) = @_;
            $h->destroy;
            $cb->((split ' ', $line)[0]);
        });
    };
    return;
}

sub check {
    my ($self, $name, $cb) = @_;
    my %state = (name => $name, left => $self->{attempts}, log => []);
    my $attempt;
    $attempt = sub {
        $state{left}--;
        $self->ask($name, sub {
            my $answer = shift // 'none';
            push @{ $state{log} }, [AE::now, $answer];
            if ($answer eq 'ok' or !$state{left}) {
                return $cb->({name => $name, tries => scalar @{ $state{log} }, answer => $answer});
            }
            $state{timer} = AE::timer $self->{pause}, 0, sub { $attempt->() };
        });
    };
    $attempt->();
    return;
}

1;

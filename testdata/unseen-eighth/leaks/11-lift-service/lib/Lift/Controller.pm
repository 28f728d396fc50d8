package Lift::Controller;
use strict;
use warnings;
use IO::Async::Stream;

# The far end of the bus: one box that speaks for all lifts of the estate.
sub attach {
    my ($class, $loop, $fh) = @_;
    my $self   = bless { asked => 0 }, $class;
    my $stream = IO::Async::Stream->new(
        handle  => $fh,
        on_read => sub {
            my ($s, $buf) = @_;
            while ($$buf =~ s/^(\d+) STATE (\d+)\n//) {
                my ($seq, $lift) = ($1, $2);
                next if ++$self->{asked} % 4 == 0;
                my $floor = ($lift * 3 + $self->{asked}) % 9;
                $s->write("$seq floor=$floor doors=" . ($floor % 2 ? 'open' : 'shut') . "\n");
            }
            return 0;
        },
    );
    $loop->add($stream);
    $self->{stream} = $stream;
    return $self;
}

1;

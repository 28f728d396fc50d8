package Tram::Feed;
use strict;
use warnings;

# The operator's feed. Message times are in milliseconds since midnight.

sub new {
    my ($class, %a) = @_;
    return bless { lines => $a{lines}, clock => 4 * 3600, next => 1000, on_road => {} }, $class;
}

sub now { $_[0]{clock} }

sub minute {
    my ($self) = @_;
    my @msg;
    my $road = $self->{on_road};
    for my $line (@{ $self->{lines} }) {
        if (rand() < .35) {
            my $no = $self->{next}++;
            $road->{$no} = { line => $line, x => rand 300, y => 1000 * ($line % 3), delay => 0, left => 10 + int rand 15 };
        }
        push @msg, { type => 'notice', line => $line, text => "works on line $line until " . int rand 12 } if rand() < .02;
    }
    for my $tick (0, 30) {
        $self->{clock} += 30;
        for my $no (keys %$road) {
            my $t = $road->{$no};
            $t->{x} += 150 + rand 150;
            $t->{y} += 20 - rand 40;
            $t->{delay} += rand(40) - 15;
            push @msg, { type => 'position', run => $no, line => $t->{line}, x => $t->{x}, y => $t->{y}, delay => $t->{delay}, time => $self->{clock} * 1000 + int rand 1000 };
        }
    }
    for my $no (keys %$road) {
        next if --$road->{$no}{left};
        push @msg, { type => 'depot', line => $road->{$no}{line} };
        delete $road->{$no};
    }
    return @msg;
}

1;

package ShipFeed::Reader;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, input => '', at => 0, count => 0, bad => 0 }, $class;
}

sub count { $_[0]{count} }
sub bad   { $_[0]{bad} }

# Works off one sentence and returns the number so far; nothing at the end of
# the feed.  Sentences may be torn apart by the network.
sub next_report {
    my ($self) = @_;
    while (1) {
        my $end = index $self->{input}, "\r\n", $self->{at};
        if ($end >= 0) {
            my $sentence = substr $self->{input}, $self->{at}, $end - $self->{at};
            $self->{at} = $end + 2;
            $self->_take($sentence);
            return ++$self->{count};
        }
        my $got = sysread $self->{socket}, my $chunk, 8192;
        return unless $got;
        $self->{input} .= $chunk;
    }
}

sub _take {
    my ($self, $sentence) = @_;
    my ($body, $sum) = $sentence =~ /^!(.*)\*([0-9A-F]{2})$/ or return $self->{bad}++;
    my $check = 0;
    $check ^= $_ for unpack 'C*', $body;
    return $self->{bad}++ if $check != hex $sum;
    my (undef, undef, undef, undef, undef, $ship, $lat, $lon, $course) = split /,/, $body;
    $self->{on_report}->($ship, $lat, $lon, $course);
    return;
}

1;

package Nmea::Stream;
use strict;
use warnings;

# Splits the byte stream of a receiver into NMEA sentences. The bytes come in
# chunks of any size, so that a sentence may arrive in two or three pieces.

sub new { my ($class, %arg) = @_; return bless { on_sentence => $arg{on_sentence}, bytes => '', bad => 0 }, $class }

sub feed {
    my ($self, $chunk) = @_;
    my $at = pos $self->{bytes};
    $self->{bytes} .= $chunk;
    pos($self->{bytes}) = $at;
    while ($self->{bytes} =~ /\G\$([A-Z]{5}),([^*\r\n]*)\*([0-9A-F]{2})\r\n/gc) {
        my ($type, $body, $sum) = ($1, $2, $3);
        if (_sum("$type,$body") ne $sum) { $self->{bad}++; next }
        $self->{on_sentence}->($type, split /,/, $body, -1);
    }
    return;
}

sub _sum {
    my ($text) = @_;
    my $x = 0;
    $x ^= ord for split //, $text;
    return sprintf '%02X', $x;
}

sub encode { my ($class, $text) = @_; return sprintf "\$%s*%s\r\n", $text, _sum($text) }

1;

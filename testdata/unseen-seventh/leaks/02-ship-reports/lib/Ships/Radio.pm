package Ships::Radio;
use strict;
use warnings;
use AnyEvent::Handle;

sub new {
    my ($class, %args) = @_;
    my $self = bless {sent => 0, ships => $args{ships}}, $class;
    $self->{handle} = AnyEvent::Handle->new(
        fh       => $args{fh},
        on_error => sub { my ($h) = @_; $h->destroy },
    );
    return $self;
}

sub transmit {
    my ($self) = @_;
    my $n    = $self->{sent}++;
    my $mmsi = 211000000 + $n % $self->{ships};
    my @sentences = ("POS $mmsi " . join ',', 54 + $n % 7, 10 + $n % 5);
    push @sentences, "SPD $mmsi " . (3 + $n % 17);
    push @sentences, "HDG $mmsi " . ($n * 7 % 360);
    push @sentences, "TXT $mmsi bound for harbour " . ($n % 9) if $n % 2;
    push @sentences, "CRC $mmsi " . $self->_checksum(@sentences);
    unshift @sentences, '*' . scalar @sentences;
    unshift @sentences, '#noise' if $n % 25 == 24;
    splice @sentences, 1 if $sentences[0] eq '#noise';
    $self->{handle}->push_write("$_\015\012") for @sentences;
    return;
}

sub _checksum {
    my ($self, @lines) = @_;
    my $sum = 0;
    $sum += unpack '%16C*', $_ for @lines;
    return $sum % 65521;
}

sub close {
    my ($self) = @_;
    $self->{handle}->destroy;
}

1;

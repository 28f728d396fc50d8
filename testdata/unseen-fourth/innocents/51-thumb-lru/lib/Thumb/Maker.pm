package Thumb::Maker;
use strict;
use warnings;
use Scalar::Util qw(weaken);
use Thumb::LRU;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { made => 0, bytes => 0, limit => 1000 * $arg{kilobytes} }, $class;
    weaken(my $weak = $self);
    $self->{thumbs} = Thumb::LRU->new(max => $arg{thumbs});
    # the pictures are limited by their bytes
    $self->{pictures} = Thumb::LRU->new(max => 1e9, on_evict => sub { $weak->{bytes} -= length ${ shift() } });
    return $self;
}

sub picture {
    my ($self, $number) = @_;
    my $data = $self->{pictures}->get($number);
    return $data if $data;
    my $text = chr($number % 256) x (300 + $number % 900);
    $self->{bytes} += length $text;
    $self->{pictures}->set($number, \$text);
    $self->{pictures}->evict while $self->{bytes} > $self->{limit};
    return \$text;
}

sub thumb {
    my ($self, $number, $size) = @_;
    my $thumb = $self->{thumbs}->get("$number/$size");
    return $thumb if $thumb;
    $self->{made}++;
    my $data = $self->picture($number);
    return $self->{thumbs}->set("$number/$size", { size => $size, first => substr($$data, 0, $size), sum => unpack '%32C*', $$data });
}

sub text {
    my $self = shift;
    return sprintf '%d made, %d thumbs (%.0f%%), %d pictures with %d bytes', $self->{made}, $self->{thumbs}->size, $self->{thumbs}->rate,
        $self->{pictures}->size, $self->{bytes};
}

1;

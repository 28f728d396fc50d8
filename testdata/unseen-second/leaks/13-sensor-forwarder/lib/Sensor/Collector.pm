package Sensor::Collector;
use Moo;

# stands for the socket of the collector

has up       => (is => 'rw', default => 1);
has received => (is => 'rw', default => 0);
has totals   => (is => 'ro', default => sub { {} });

sub write {
    my ($self, $packet) = @_;
    die "connect to 10.0.0.7:24224: Connection refused\n" unless $self->up;
    for my $line (split /\n/, $packet) {
        my ($tag) = split / /, $line;
        $self->totals->{$tag}++;
        $self->received($self->received + 1);
    }
    return length $packet;
}

1;

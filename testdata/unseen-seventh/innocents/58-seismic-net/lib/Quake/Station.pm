package Quake::Station;
use Mojo::Base -base, -signatures;

has [qw(name number window)];
has samples => sub { [] };
has sum     => 0;

sub record ($self, $second) {
    my $shake = ($second % 170) < 12 ? 30 : 1;
    my $value = $shake * abs(sin($second * (1.3 + $self->number / 7))) + rand;
    my $sample = {at => $second, value => $value, clipped => $value > 28 ? 1 : 0};
    push @{$self->samples}, $sample;
    $self->sum($self->sum + $value);
    while (@{$self->samples} > $self->window) {
        my $old = shift @{$self->samples};
        $self->sum($self->sum - $old->{value});
    }
    return $sample;
}

sub long_mean ($self) {
    my $count = @{$self->samples} or return 0;
    return $self->sum / $count;
}

sub short_mean ($self, $width) {
    my $samples = $self->samples;
    my $first   = @$samples > $width ? @$samples - $width : 0;
    my ($sum, $n) = (0, 0);
    $sum += $samples->[$_]{value}, $n++ for $first .. $#$samples;
    return $n ? $sum / $n : 0;
}

1;

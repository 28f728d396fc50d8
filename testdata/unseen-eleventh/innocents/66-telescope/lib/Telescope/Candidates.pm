package Telescope::Candidates;
use strict;
use warnings;
use Telescope::Settings qw(NIGHT_LIST);

sub new { my ($class, %arg) = @_; return bless { by => $arg{by}, heap => [] }, $class }

sub offer {
    my ($self, $c) = @_;
    my ($heap, $by) = @$self{qw(heap by)};
    if (@$heap >= NIGHT_LIST) {
        return if $by->($c) <= $by->($heap->[0]);
        $heap->[0] = $c;
        $self->_down(0);
        return;
    }
    push @$heap, $c;
    $self->_up($#$heap);
}

sub _up {
    my ($self, $i) = @_;
    my ($h, $by) = @$self{qw(heap by)};
    while ($i > 0) {
        my $p = ($i - 1) >> 1;
        last if $by->($h->[$p]) <= $by->($h->[$i]);
        @$h[$p, $i] = @$h[$i, $p];
        $i = $p;
    }
}

sub _down {
    my ($self, $i) = @_;
    my ($h, $by) = @$self{qw(heap by)};
    while ((my $c = 2 * $i + 1) < @$h) {
        $c++ if $c + 1 < @$h && $by->($h->[$c + 1]) < $by->($h->[$c]);
        last if $by->($h->[$i]) <= $by->($h->[$c]);
        @$h[$i, $c] = @$h[$c, $i];
        $i = $c;
    }
}

sub best {
    my ($self, $n) = @_;
    my @s = sort { $self->{by}->($b) <=> $self->{by}->($a) } @{ $self->{heap} };
    return [@s[0 .. $n - 1]];
}

1;

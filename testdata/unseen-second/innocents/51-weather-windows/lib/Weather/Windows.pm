package Weather::Windows;
use strict;
use warnings;

# Readings of the last hour are kept one by one, those of two days by the
# hour, and two days by the day.

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, fresh => {}, hourly => {}, daily => {}, count => 0}, $class;
}

sub add {
    my ($self, $minute, $reading) = @_;
    $self->{count}++;
    my $name  = $reading->{station};
    my $fresh = $self->{fresh}{$name} ||= [];
    push @$fresh, [$minute, @$reading{qw(temp wind)}];
    shift @$fresh while @$fresh && $fresh->[0][0] <= $minute - $self->{minutes};
    $self->roll($self->{hourly}{$name} ||= [], int($minute / 60),   $self->{hours}, $reading);
    $self->roll($self->{daily}{$name}  ||= [], int($minute / 1440), $self->{days},  $reading);
    return;
}

sub roll {
    my ($self, $list, $slot, $limit, $reading) = @_;
    if (!@$list || $list->[-1]{slot} != $slot) {
        push @$list, {slot => $slot, n => 0, sum => 0, min => 999, max => -999, gust => 0};
        shift @$list while @$list > $limit;
    }
    my $sum = $list->[-1];
    $sum->{n}++;
    $sum->{sum} += $reading->{temp};
    $sum->{min}  = $reading->{temp} if $reading->{temp} < $sum->{min};
    $sum->{max}  = $reading->{temp} if $reading->{temp} > $sum->{max};
    $sum->{gust} = $reading->{wind} if $reading->{wind} > $sum->{gust};
    return;
}

sub text {
    my $self = shift;
    my $n    = sub { my $h = shift; my $s = 0; $s += @$_ for values %$h; $s };
    return sprintf '%d readings, %d fresh, %d hours, %d days', $self->{count}, map { $n->($self->{$_}) } qw(fresh hourly daily);
}

1;

package Green::Log;
use strict;
use warnings;

# Log lines are buffered in segments; a full segment is closed and the oldest
# one is dropped. The panel shows them without touching the disk.

sub new {
    my ($class, %arg) = @_;
    return bless { lines => $arg{lines} || 200, keep => $arg{keep} || 5, segments => [ [] ], by_level => {}, dropped => 0 }, $class;
}

sub write {
    my ($self, $at, $level, $text) = @_;
    $self->{by_level}{$level}++;
    my $current = $self->{segments}[-1];
    push @$current, { at => $at, level => $level, text => $text };
    $self->_rotate if @$current >= $self->{lines};
    return;
}

sub _rotate {
    my ($self) = @_;
    push @{ $self->{segments} }, [];
    while (@{ $self->{segments} } > $self->{keep}) {
        my $old = shift @{ $self->{segments} };
        $self->{dropped} += @$old;
    }
    return;
}

sub tail {
    my ($self, $n) = @_;
    my @last = @{ $self->{segments} };
    splice @last, 0, @last - 2 if @last > 2;
    my @all = map { @$_ } @last;
    return @all > $n ? @all[ -$n .. -1 ] : @all;
}

1;

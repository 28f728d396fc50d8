package HikingMap::Tiles;
use strict;
use warnings;
use Scalar::Util qw(weaken);

# Keeps the tiles used last.  The entries are chained in the order of use: the
# chain runs from the newest to the oldest, the way back is weak.
sub new {
    my ($class, %arg) = @_;
    return bless { renderer => $arg{renderer}, max => $arg{max}, by_key => {}, head => undef, tail => undef, hits => 0 }, $class;
}

sub hits { $_[0]{hits} }
sub size { scalar keys %{ $_[0]{by_key} } }

sub get {
    my ($self, @zxy) = @_;
    my $key   = join '/', @zxy;
    my $entry = $self->{by_key}{$key};
    if ($entry) {
        $self->{hits}++;
        $self->_unlink($entry);
    }
    else {
        $entry = $self->{by_key}{$key} = { key => $key, tile => $self->{renderer}->draw(@zxy) };
    }
    $self->_to_front($entry);
    $self->_evict while $self->size > $self->{max};
    return $entry->{tile};
}

sub _to_front {
    my ($self, $entry) = @_;
    if (my $old = $self->{head}) {
        $entry->{next} = $old;
        weaken($old->{prev} = $entry);
    }
    else {
        $self->{tail} = $entry;
    }
    $self->{head} = $entry;
    return;
}

sub _unlink {
    my ($self, $entry) = @_;
    my ($prev, $next) = delete @$entry{qw(prev next)};
    if ($prev) { $prev->{next} = $next } else { $self->{head} = $next }
    if ($next) {
        $next->{prev} = $prev;
        weaken($next->{prev}) if $prev;
    }
    else { $self->{tail} = $prev }
    delete $prev->{next} if $prev && !$next;
    return;
}

sub _evict {
    my ($self) = @_;
    my $old = $self->{tail} or return;
    $self->_unlink($old);
    delete $self->{by_key}{ $old->{key} };
    return;
}

1;

package Thumb::LRU;
use strict;
use warnings;
use Scalar::Util qw(weaken);

# A hash for the look-up and a list for the order.  The links to the next
# entry are strong, those back are weak.

sub new {
    my ($class, %arg) = @_;
    my $head = { key => undef };
    my $self = bless { max => $arg{max}, entry => {}, head => $head, size => 0, hits => 0, misses => 0, on_evict => $arg{on_evict} }, $class;
    weaken($self->{tail} = $head);
    return $self;
}

sub _unlink {
    my ($self, $entry) = @_;
    my ($prev, $next) = @$entry{qw(prev next)};
    if ($next) { weaken($next->{prev} = $prev) }
    else       { weaken($self->{tail} = $prev) }
    $prev->{next} = $next;
    delete @$entry{qw(prev next)};
    return $entry;
}

sub _append {
    my ($self, $entry) = @_;
    my $tail = $self->{tail};
    $tail->{next} = $entry;
    weaken($entry->{prev} = $tail);
    weaken($self->{tail} = $entry);
    return;
}

sub get {
    my ($self, $key) = @_;
    my $entry = $self->{entry}{$key};
    $self->{misses}++, return unless $entry;
    $self->{hits}++;
    $self->_append($self->_unlink($entry));
    return $entry->{value};
}

sub set {
    my ($self, $key, $value) = @_;
    if (my $entry = $self->{entry}{$key}) {
        $entry->{value} = $value;
        return $value;
    }
    my $entry = $self->{entry}{$key} = { key => $key, value => $value };
    $self->_append($entry);
    $self->evict if ++$self->{size} > $self->{max};
    return $value;
}

sub evict {
    my $self  = shift;
    my $first = $self->{head}{next} or return;
    $self->_unlink($first);
    delete $self->{entry}{ $first->{key} };
    $self->{size}--;
    $self->{on_evict}->($first->{value}) if $self->{on_evict};
    return;
}

sub size { return $_[0]{size} }
sub rate { my $self = shift; return 100 * $self->{hits} / (($self->{hits} + $self->{misses}) || 1) }

1;

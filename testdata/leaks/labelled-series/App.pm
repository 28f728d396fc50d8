package App::Series;
use strict;
use warnings;

sub new { my ($class, $name) = @_; return bless {name => $name, cells => {}}, $class }

sub key { my ($self, $labels) = @_; return join ',', map {"$_=$labels->{$_}"} sort keys %$labels }

sub count { my ($self, $labels) = @_; $self->{cells}{ $self->key($labels) }++; return }

sub level { my ($self, $labels, $value) = @_; $self->{cells}{ $self->key($labels) } = $value; return }

sub observe {
    my ($self, $labels, $value) = @_;
    my $cell = $self->{cells}{ $self->key($labels) } //= {count => 0, sum => 0, max => 0};
    $cell->{count}++;
    $cell->{sum} += $value;
    $cell->{max} = $value if $value > $cell->{max};
    return;
}

package App;
use strict;
use warnings;

my %series = map { $_ => App::Series->new($_) } qw(jobs queue seconds);

sub work {
    my (undef, $n) = @_;
    $series{jobs}->count({queue => 'q' . $n % 4});
    $series{queue}->level({queue => 'q' . $n % 4}, $n % 7);
    $series{seconds}->observe({queue => 'q' . $n % 4, job => "job-$n"}, $n % 13);
    return;
}

1;

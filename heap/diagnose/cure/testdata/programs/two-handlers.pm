# cure: weak copy of $self
# words: do the same for $self in the closure at App.pm line
package App::Bus;
use strict; use warnings;
sub new { my $class = shift; bless { subs => {}, n => shift, probe => Probe->new }, $class }
sub on { my ($self, $what, $cb) = @_; push @{$self->{subs}{$what}}, $cb; }
sub emit { my ($self, $what, @args) = @_; $_->(@args) for @{ $self->{subs}{$what} || [] }; }
sub wire {
    my $self = shift;
    $self->on(up => sub {
        my $by = shift;
        $self->{n} += $by;
    });
    push @{ $self->{subs}{down} }, sub { $self->{n} -= $_[0] };
    return;
}
package App;
sub work {
    my ($class, $n) = @_;
    my $bus = App::Bus->new($n);
    $bus->wire;
    $bus->emit(up => 5);
    $bus->emit(down => 2);
    return "n=$bus->{n}";
}
1;

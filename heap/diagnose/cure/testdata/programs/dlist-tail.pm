# cure: none
# words: one of these
package App::Item;
use strict; use warnings;
sub new { my ($class, $v) = @_; return bless { v => $v, probe => Probe->new, next => undef, prev => undef }, $class }
sub append {
    my ($self, $other) = @_;
    $self->{next} = $other;
    $other->{prev} = $self;
    return $other;
}
package App;
sub work {
    my ($class, $n) = @_;
    my $at = App::Item->new($n);
    $at = $at->append(App::Item->new($_)) for 1 .. 3;
    my @v;
    for (my $i = $at; $i; $i = $i->{prev}) { push @v, $i->{v} }
    return "@v";
}
1;

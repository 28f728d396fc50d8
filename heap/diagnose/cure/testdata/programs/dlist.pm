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
    my $head = App::Item->new($n);
    my $at = $head;
    $at = $at->append(App::Item->new($_)) for 1 .. 3;
    my @v;
    for (my $i = $head; $i; $i = $i->{next}) { push @v, $i->{v} . ($i->{prev} ? '<' : '') }
    return "@v";
}
1;

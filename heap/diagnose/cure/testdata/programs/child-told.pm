# cure: none
# words: one of these
package App::Parent;
use strict;
use warnings;

sub new { return bless { probe => Probe->new }, shift }

package App::Child;

# The program holds the child here, and the child alone its parent.
sub new {
    my ($class, $parent) = @_;
    my $self = bless { parent => $parent }, $class;
    $parent->{child} = $self;
    return $self;
}

package App;

sub work {
    my ($class, $n) = @_;
    my $child = App::Child->new(App::Parent->new);
    return ref($child->{parent}) . $n;
}

1;

package App::Node;
use strict;
use warnings;
use Scalar::Util 'weaken';

my $count = 0;

sub new {
    my ($class, $depth, $parent) = @_;
    my $self = bless { id => $count++, children => [] }, $class;
    weaken($self->{parent} = $parent) if $parent;
    push @{ $self->{children} }, $class->new($depth + 1, $self) for 1 .. ($depth < 9 ? 2 : 0);
    return $self;
}

sub find {
    my ($self, $id) = @_;
    return $self if $self->{id} == $id;
    for my $child (@{ $self->{children} }) { my $found = $child->find($id); return $found if $found }
    return;
}

package App;
my $root = App::Node->new(0);

sub work { my ($class, $n) = @_; return $root->find($n % 8)->{id} }

1;

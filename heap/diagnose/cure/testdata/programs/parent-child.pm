# cure: Weaken $child->{up}
# words: weaken {up} of App::Node
use strict;
use warnings;

package App::Node;

sub new {
    my ($class, $name) = @_;
    return bless { name => $name, kids => [], probe => Probe->new }, $class;
}

sub adopt {
    my ($self, $child) = @_;
    $child->{up} = $self;
    push @{ $self->{kids} }, $child;
    return $child;
}

package App;

sub work {
    my ($class, $n) = @_;
    my $top = App::Node->new("top$n");
    $top->adopt(App::Node->new("kid$_")) for 1 .. 3;
    return join ' ', map { "$_->{name} of $_->{up}{name}" } @{ $top->{kids} };
}

1;

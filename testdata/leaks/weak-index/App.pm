package App::Object;
use strict;
use warnings;
use Scalar::Util qw(weaken);
my %index;

sub new {
    my ($class, $id) = @_;
    my $self = bless { id => $id }, $class;
    $index{$id} = $self;
    weaken($index{$id});
    return $self;
}

sub find { return $index{ $_[1] } }

package App;

sub work {
    my ($class, $n) = @_;
    for my $part (1 .. 4) {
        my $object = App::Object->new("object $n/$part");
        App::Object->find("object $n/1");
    }
    return;
}

1;

package App::Registry;
use strict;
use warnings;
use Scalar::Util qw(refaddr);
our %REGISTRY;
our %BY_NAME;

sub lookup {
    my ($class, $id) = @_;
    return unless exists $REGISTRY{$id};
    return $REGISTRY{$id};
}

sub register {
    my ($class, $obj) = @_;
    my $id = refaddr $obj;
    $BY_NAME{ $obj->{name} } = $id;
    $REGISTRY{$id} = $obj unless $class->lookup($id);
    return $id;
}

sub unregister { my ($class, $obj) = @_; delete $BY_NAME{ $obj->{name} }; return }

package App::Job;

sub new {
    my ($class, $n) = @_;
    my $self = bless { name => 'job' . $n % 8, payload => [ 1 .. 10 ], n => $n }, $class;
    App::Registry->register($self);
    return $self;
}

sub finish { return App::Registry->unregister(shift) }

package App;

sub work { my ($class, $n) = @_; return App::Job->new($n)->finish }

1;

package Kiosk::Sessions;
use strict;
use warnings;
use AnyEvent;
use Scalar::Util qw(weaken);
use Kiosk::Session;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { idle => $arg{idle}, by_id => {}, next => 1 }, $class;
    weaken(my $me = $self);
    $self->{sweeper} = AE::timer 0.5, 0.5, sub { $me->sweep };
    return $self;
}

sub open {
    my ($self, %arg) = @_;
    my $id = sprintf 'k%06d', $self->{next}++;
    $self->{by_id}{$id} = Kiosk::Session->new($id, $arg{lang});
    return $id;
}

sub touch {
    my ($self, $id, $item) = @_;
    my $s = $self->{by_id}{$id} or return;
    $s->add($item);
}

sub close { my ($self, $id) = @_; return delete $self->{by_id}{$id} }

sub sweep {
    my $self = shift;
    my $old  = AE::now - $self->{idle};
    my $all  = $self->{by_id};
    delete @$all{ grep { $all->{$_}->seen < $old } keys %$all };
}

1;

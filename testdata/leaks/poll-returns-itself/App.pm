package Poller;
use Mojo::Base -base, -signatures;
use Mojo::Promise;

has 'next';
has rounds => 0;

sub wait_for_next ($self) {
    my $promise = Mojo::Promise->new;
    $self->next($promise);
    return $promise;
}

sub poll ($self) {
    return $self->wait_for_next->then(sub ($value) { return $value * 2 })->then(sub ($value) {
        $self->rounds($self->rounds + 1);
        return $self->poll;
    });
}

package App;
use Mojo::IOLoop;
my $poller = Poller->new;
$poller->poll->then(sub { die 'it never ends' });

sub work {
    my (undef, $n) = @_;
    $poller->next->resolve($n);
    Mojo::IOLoop->one_tick;
    return;
}
1;

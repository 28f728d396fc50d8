package Poller;
use Mojo::Base -base, -signatures;
use Mojo::Promise;

has 'next';
has rounds => 0;
has latest => sub { [] };

sub wait_for_next ($self) {
    my $promise = Mojo::Promise->new;
    $self->next($promise);
    return $promise;
}

sub poll ($self) {
    $self->wait_for_next->then(sub ($value) { return $value * 2 })->then(sub ($value) {
        $self->rounds($self->rounds + 1);
        push @{ $self->latest }, "value $value of a round";
        shift @{ $self->latest } if @{ $self->latest } > 900;
        $self->poll;
        return;
    });
    return;
}

package App;
use Mojo::IOLoop;
my $poller = Poller->new;
$poller->poll;

sub work {
    my (undef, $n) = @_;
    $poller->next->resolve($n);
    Mojo::IOLoop->one_tick;
    return;
}
1;

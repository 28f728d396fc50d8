package Ground::Sky;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;

has satellites => sub { [] };
has count      => 0;

sub next_pass ($self) {
    my $promise = Mojo::Promise->new;
    my $pass    = $self->_predict;
    Mojo::IOLoop->next_tick(sub { $promise->resolve($pass) });
    return $promise;
}

sub _predict ($self) {
    my $n    = $self->count($self->count + 1)->count;
    my $list = $self->satellites;
    return {
        satellite => $list->[$n % @$list],
        elevation => 10 + ($n * 37) % 80,
        duration  => 4 + $n % 6,
    };
}

1;

package Aquarium::Feeder;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;

has [qw(house diary)];

sub feed_next ($self, $done) {
    my $tank = $self->house->next_tank;
    $self->_until_closing($self->_feed($tank))->then(
        sub ($result) {
            if (ref $result) { $self->diary->write($result) }
            else             { $self->diary->cut_short($tank->number) }
        },
        sub ($error) { $self->diary->cut_short($tank->number) },
    )->finally($done);
    return;
}

sub _feed ($self, $tank) {
    my $promise = Mojo::Promise->new;
    my $grams   = $tank->portion;
    Mojo::IOLoop->next_tick(sub {
        my $served = $tank->serve($grams);
        $served ? $promise->resolve($served) : $promise->reject('empty');
    });
    return $promise;
}

sub _until_closing ($self, $feeding) {
    return Mojo::Promise->race($feeding, $self->house->closing);
}

1;

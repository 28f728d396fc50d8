package Auction::Web;
use Mojo::Base 'Mojolicious', -signatures;
use Mojo::IOLoop;
use Auction::Lot;

has lots   => sub { {} };
has bidder => sub { {} };

sub lot ($self, $number)  { return $self->lots->{$number} //= Auction::Lot->new(number => $number) }
sub present ($self)       { return scalar keys %{ $self->bidder } }

sub startup ($self) {
    $self->log->level('fatal');
    $self->secrets(['hammer']);
    $self->routes->websocket('/bid/:lot')->to(cb => \&bid);
}

sub bid ($c) {
    my $lot = $c->app->lot($c->param('lot'));
    my $id  = $c->tx->connection;
    $c->inactivity_timeout(300);
    my $timer = Mojo::IOLoop->recurring(0.02 => sub { $c->send({json => $lot->state}) });
    $c->app->bidder->{$id} = {lot => $lot, since => time, c => $c};
    $c->on(message => sub ($c, $price) { $lot->offer($id, $price) });
    $c->on(finish => sub ($c, @) {
        Mojo::IOLoop->remove($timer);
        delete $c->app->bidder->{$id};
    });
    $c->rendered(101);
}

1;

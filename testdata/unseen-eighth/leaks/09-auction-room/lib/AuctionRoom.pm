package AuctionRoom;
use Mojo::Base 'Mojolicious', -signatures;
use AuctionRoom::House;

has house => sub { AuctionRoom::House->new(lots => 40) };

sub startup ($self) {
    $self->secrets(['hammer']);
    $self->routes->websocket('/room')->to(cb => sub ($c) { _room($c) });
}

sub _room ($c) {
    my $house = $c->app->house;
    my ($name, $lot);

    my $notify = sub ($house, $bid) {
        return unless $c->tx;
        $c->send({ json => $bid });
    };

    $c->on(json => sub ($c, $msg) {
        if ($msg->{do} eq 'enter') {
            ($name, $lot) = @$msg{qw(as lot)};
            $house->on("lot$lot" => $notify);
        }
        elsif ($msg->{do} eq 'move') {
            $lot = $msg->{lot};
            $house->on("lot$lot" => $notify);
        }
        elsif ($msg->{do} eq 'bid') {
            $house->bid($lot, $name, $msg->{amount});
        }
    });

    $c->on(finish => sub ($c, @) {
        $house->unsubscribe("lot$lot" => $notify) if defined $lot;
    });
}

1;

package Auction::Web;
use Mojo::Base 'Mojolicious', -signatures;
use Auction::Floor;

has floor => sub { Auction::Floor->new };

sub startup ($self) {
    $self->secrets(['gavel']);
    my @titles = ('Oak bureau', 'Ship in bottle', 'Silver tray', 'Map of Kent', 'Tin toys', 'Cello');
    $self->floor->open_lot($_ + 1, $titles[$_], 40 + 10 * $_) for 0 .. $#titles;

    my $r = $self->routes;
    $r->get('/lots')->to(cb => sub ($c) { $c->render(json => [values %{$c->app->floor->lots}]) });
    $r->post('/lots/:no/bid')->to(cb => \&_bid);
    $r->get('/lots/:no/next')->to(cb => \&_next);
}

sub _bid ($c) {
    my $in = $c->req->json // {};
    my $ok = $c->app->floor->place_bid($c->param('no'), $in->{bidder}, $in->{amount} // 0);
    $c->render(json => {accepted => $ok}, status => $ok ? 200 : 409);
}

# long poll: answers with the next bid on this lot
sub _next ($c) {
    $c->render_later;
    my $no = $c->param('no');
    my $answered;
    $c->app->floor->on(bid => sub ($floor, $bid) {
        return if $answered || $bid->{lot} != $no;
        $answered = 1;
        $c->render(json => $bid);
    });
}

1;

package Wine::Web;
use strict;
use warnings;
use Plack::Request;

sub new {
    my ($class, %args) = @_;
    my $self = bless {%args}, $class;
    $self->{routes} = [
        [GET  => qr{^/bottle/(\d+)$}, 'bottle'],
        [GET  => qr{^/search$},       'search'],
        [POST => qr{^/order$},        'order'],
        [GET  => qr{^/orders$},       'orders'],
    ];
    return $self;
}

sub to_app {
    my $self = shift;
    return sub {
        my $request = Plack::Request->new(shift);
        for my $route (@{ $self->{routes} }) {
            my ($method, $pattern, $action) = @$route;
            next unless $request->method eq $method && $request->path =~ $pattern;
            return $self->$action($request, $1);
        }
        return [404, ['Content-Type' => 'text/plain'], ["no such page\n"]];
    };
}

sub text { my ($self, @lines) = @_; return [200, ['Content-Type' => 'text/plain'], [join "\n", @lines, '']] }

sub bottle {
    my ($self, $request, $id) = @_;
    my $bottle = $self->{catalog}->bottle($id)
        or return [404, ['Content-Type' => 'text/plain'], ["sold out\n"]];
    return $self->text(map {"$_: $bottle->{$_}"} sort keys %$bottle);
}

sub search {
    my ($self, $request) = @_;
    my $hits = $self->{catalog}->search($request->param('q') // '');
    return $self->text(@$hits ? @{$hits}[0 .. 4] : 'nothing found');
}

sub order {
    my ($self, $request) = @_;
    my $bottle = $self->{catalog}->bottle($request->param('bottle'));
    my $order  = $self->{orders}->place($bottle, $request->param('count'));
    $request->env->{'wine.audit'}->("order $order->{number}, $order->{total} cents");
    return $self->text("thank you, your order is number $order->{number}");
}

sub orders {
    my ($self, $request) = @_;
    $request->env->{'wine.audit'}->('list of orders seen');
    return $self->text(map {"$_->{number}: $_->{count} x $_->{bottle}{grape}"} $self->{orders}->last_orders);
}

1;

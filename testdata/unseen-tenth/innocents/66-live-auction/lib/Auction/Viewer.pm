package Auction::Viewer;
use Mojo::Base -base, -signatures;
use Scalar::Util qw(weaken);

# A visitor who watches the room; sees the last news on the screen.
has [qw(name room)];
has 'screen' => sub { [] };
has 'limit'  => 500;

sub enter ($self) {
  weaken(my $me = $self);
  $self->{cb}{bid} = $self->room->on(bid => sub ($room, $b) {
    $me->show("lot $b->{lot}: $b->{who} offers $b->{amount}");
  });
  $self->{cb}{sold} = $self->room->on(sold => sub ($room, $r) { $me->show("lot $r->{lot} to $r->{to}") });
  return $self;
}

sub show ($self, $text) {
  push @{$self->screen}, $text;
  shift @{$self->screen} while @{$self->screen} > 8;
}

sub offer ($self, $more) {
  my $amount = $self->room->price + $more;
  return $amount <= $self->limit ? $self->room->bid($self->name, $amount) : 0;
}

sub leave ($self) {
  my $cb = delete $self->{cb} or return;
  $self->room->unsubscribe($_ => $cb->{$_}) for keys %$cb;
}

1;

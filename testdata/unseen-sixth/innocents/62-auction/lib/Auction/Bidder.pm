package Auction::Bidder;
use Mojo::Base -base, -signatures;
use Scalar::Util 'weaken';

has [qw(name purse)];
has watched => sub { {} };
has won     => 0;

sub bid ($self, $lot) {
  my $amount = int($lot->price * (1.05 + rand .2)) + 1;
  return if $amount > $self->purse;
  return $lot->bid($self, $amount);
}

# hear of other bids until the lot is closed
sub watch ($self, $lot) {
  return if $self->watched->{$lot->no} || keys %{$self->watched} > 8;
  $self->watched->{$lot->no} = $lot;
  weaken(my $me = $self);
  $lot->on(bid => sub ($l, $who, $amount) {
    return if $who == $me || rand() < .7;
    $me->bid($l);
  });
  $lot->once(closed => sub ($l, $bid) {
    delete $me->watched->{$l->no};
    if ($bid && $bid->{who} eq $me->name) {
      $me->won($me->won + 1);
    }
  });
}

1;

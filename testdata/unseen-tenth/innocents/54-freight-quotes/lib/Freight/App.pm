package Freight::App;
use Mojo::Base 'Mojolicious', -signatures;
use Freight::Lanes;

has 'lanes' => sub { Freight::Lanes->new };
has 'rates' => sub { {} };
has 'computed' => 0;

sub startup ($self) {
  $self->secrets(['anchor']);
  $self->log->level('fatal');
  $self->routes->get('/rate/:from/:to/:box')->to(cb => \&rate);
}

# The rate is the same all year; work it out when a lane is asked for first.
sub rate ($c) {
  my ($from, $to, $box) = map { $c->param($_) } qw(from to box);
  my $app = $c->app;
  return $c->render(json => {error => 'no such lane'}, status => 404)
    unless $app->lanes->is_lane($from, $to) and grep { $_ eq $box } @{$app->lanes->boxes};
  my $rate = $app->rates->{"$from-$to-$box"} //= $app->compute($from, $to, $box);
  $c->render(json => {total => $rate->{total}, currency => 'USD', parts => $rate->{parts}});
}

sub compute ($self, $from, $to, $box) {
  $self->computed($self->computed + 1);
  my $miles = $self->lanes->distance($from, $to);
  my $base = $miles * ($box =~ /^20/ ? 0.11 : $box =~ /RF/ ? 0.29 : 0.17);
  my @parts = (
    {name => 'ocean',   usd => sprintf '%.2f', $base},
    {name => 'bunker',  usd => sprintf '%.2f', $base * 0.18},
    {name => 'harbour', usd => 230},
  );
  my $total = 0;
  $total += $_->{usd} for @parts;
  return {total => sprintf('%.2f', $total), parts => \@parts};
}

1;

package Ferry::Lobby;
use Mojo::Base -base, -signatures;
use Ferry::Passenger;

has 'board';
has waiting => sub { {} };
has count   => sub { {} };
has hour    => 0;
has spoken  => sub { [] };

sub arrive ($self, $ticket, $line) {
  my $p = Ferry::Passenger->new(ticket => $ticket, line => $line, since => $self->hour);
  $self->waiting->{$ticket} = $p;
  $self->follow($p);
  return $p;
}

sub follow ($self, $p) {
  my $board = $self->board;
  my %cb    = (
    delay => $board->on(delay => sub ($b, $line, $min) {
      $p->tell("$line is $min min late") if $line eq $p->line && $self->waiting->{$p->ticket};
    }),
    depart => $board->on(depart => sub ($b, $line, $n) {
      return unless $line eq $p->line && $self->waiting->{$p->ticket};
      $p->tell("$line sails (no. $n)");
      $p->board_ship;
    }),
  );
  $p->on(message => sub ($who, $text) { push @{$self->spoken}, $text if $text =~ /late/ });
  $p->once(finish => sub ($who, $how) {
    $board->unsubscribe($_ => $cb{$_}) for keys %cb;
    delete $self->waiting->{$who->ticket};
    $self->count->{$how}++;
  });
}

# some people go home
sub impatient ($self, $hour) {
  $self->hour($hour);
  for my $ticket (sort keys %{$self->waiting}) {
    my $p = $self->waiting->{$ticket};
    next if $hour - $p->since <= $p->patience;
    delete $self->waiting->{$ticket};
    $self->count->{left}++;
  }
}

sub busy ($self) { return scalar @{$self->spoken} }

sub speak ($self) {
  my $text = shift @{$self->spoken} or return;
  $self->count->{spoken}++;
}

sub summary ($self) {
  return join ', ', map {"$_ " . $self->count->{$_}} sort keys %{$self->count};
}

1;

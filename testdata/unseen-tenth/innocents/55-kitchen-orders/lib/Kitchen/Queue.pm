package Kitchen::Queue;
use strict;
use warnings;

# Orders that wait for a cook.
sub new { bless {orders => [], longest => 0, next => 1}, shift }

sub add {
  my ($self, $table, @dishes) = @_;
  my $order = {
    no => $self->{next}++, table => $table, at => time,
    dishes => [map { {name => $_, state => 'waiting', notes => []} } @dishes],
  };
  push @{$self->{orders}}, $order;
  $self->{longest} = @{$self->{orders}} if @{$self->{orders}} > $self->{longest};
  return $order->{no};
}

sub take { shift @{$_[0]{orders}} }
sub length { scalar @{$_[0]{orders}} }

1;

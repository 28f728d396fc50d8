package Car::Search;
use strict;
use warnings;

my %column = map { ($_ => 1) } qw(price year km make);
my %filter = (make => 'make = ?', fuel => 'fuel = ?', max_price => 'price <= ?', min_year => 'year >= ?', max_km => 'km <= ?');

sub new {
  my ($class, $dbh) = @_;
  return bless {dbh => $dbh, done => 0, last => []}, $class;
}

# The form lets the visitor combine the filters and choose the order.
sub run {
  my ($self, $want, $order, $dir) = @_;
  $order = 'price' unless $column{$order};
  $dir = $dir && $dir eq 'desc' ? 'DESC' : 'ASC';
  my @names = grep { defined $want->{$_} } sort keys %filter;
  my $where = join ' AND ', map { $filter{$_} } @names;
  my $sql = 'SELECT id, make, year, km, price FROM car'
    . ($where ? " WHERE $where" : '') . " ORDER BY $order $dir, id LIMIT 10";
  my $sth = $self->{dbh}->prepare_cached($sql);
  my $rows = $self->{dbh}->selectall_arrayref($sth, {Slice => {}}, map { $want->{$_} } @names);
  $self->{done}++;
  push @{$self->{last}}, {filters => \@names, found => scalar @$rows};
  shift @{$self->{last}} if @{$self->{last}} > 15;
  return $rows;
}

1;

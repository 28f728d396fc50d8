package Car::Stock;
use strict;
use warnings;
use DBI;

my @makes = qw(opel ford fiat seat skoda volvo mazda kia);
my @fuels = qw(petrol diesel electric);

sub connect {
  my ($class, $count) = @_;
  my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, PrintError => 0});
  $dbh->do('CREATE TABLE car (id INTEGER PRIMARY KEY, make TEXT, fuel TEXT, year INTEGER, km INTEGER, price INTEGER, doors INTEGER)');
  $dbh->begin_work;
  my $sth = $dbh->prepare('INSERT INTO car VALUES (?, ?, ?, ?, ?, ?, ?)');
  for my $id (1 .. $count) {
    $sth->execute($id, $makes[$id % @makes], $fuels[$id % @fuels], 2005 + $id % 19, ($id * 977) % 200_000, 1000 + ($id * 311) % 30_000, 3 + 2 * ($id % 2));
  }
  $dbh->commit;
  return $dbh;
}

sub makes { @makes }
sub fuels { @fuels }

1;

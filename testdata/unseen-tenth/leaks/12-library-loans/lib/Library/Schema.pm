package Library::Schema;
use strict;
use warnings;
use DBI;

# Test data of the branch library: in memory, made at start.
sub connect {
  my ($class, %arg) = @_;
  my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, PrintError => 0});
  $dbh->do('CREATE TABLE reader (id INTEGER PRIMARY KEY, name TEXT, max_loans INTEGER)');
  $dbh->do('CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, shelf TEXT)');
  $dbh->do('CREATE TABLE loan (book INTEGER, reader INTEGER, due INTEGER, back INTEGER)');
  $dbh->do('CREATE INDEX loan_reader ON loan (reader)');
  $dbh->begin_work;
  my $r = $dbh->prepare('INSERT INTO reader VALUES (?, ?, ?)');
  $r->execute($_, "Reader $_", 3 + $_ % 4) for 1 .. $arg{readers};
  my $b = $dbh->prepare('INSERT INTO book VALUES (?, ?, ?)');
  $b->execute($_, "Title no. $_", 'R' . ($_ % 60)) for 1 .. $arg{books};
  $dbh->commit;
  return $dbh;
}

1;

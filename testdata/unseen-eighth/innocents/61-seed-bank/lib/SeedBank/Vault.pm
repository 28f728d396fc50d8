package SeedBank::Vault;
use strict;
use warnings;
use DBI;

sub open {
    my ($class) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1 });
    $dbh->do('CREATE TABLE accession (no INTEGER PRIMARY KEY, genus TEXT, year INTEGER, donor TEXT, grains INTEGER)');
    return bless { dbh => $dbh }, $class;
}

sub store {
    my ($self, $rows) = @_;
    my $dbh = $self->{dbh};
    my $sth = $dbh->prepare_cached('INSERT INTO accession VALUES (?, ?, ?, ?, ?)');
    $dbh->begin_work;
    $sth->execute(@$_{qw(no genus year donor grains)}) for @$rows;
    $dbh->commit;
    return;
}

# Number of accessions and grains, for any combination of genus, year, donor.
sub stock {
    my ($self, %by) = @_;
    my @col = sort keys %by;
    my $sql = 'SELECT COUNT(*), COALESCE(SUM(grains), 0) FROM accession';
    $sql .= ' WHERE ' . join(' AND ', map { "$_ = ?" } @col) if @col;
    my $sth = $self->{dbh}->prepare_cached($sql);
    $sth->execute(@by{@col});
    my @row = $sth->fetchrow_array;
    $sth->finish;
    return @row;
}

1;

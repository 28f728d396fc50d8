package ParcelDB;
use strict;
use warnings;
use DBI;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {clock => 0, %arg}, $class;
    $self->{dbh} = DBI->connect($self->{dsn}, '', '', {RaiseError => 1, AutoCommit => 1});
    return $self;
}

sub dbh { $_[0]{dbh} }

sub deploy {
    my $self = shift;
    $self->dbh->do('CREATE TABLE scan (parcel INTEGER, depot TEXT, at INTEGER)');
    $self->dbh->do('CREATE INDEX scan_parcel ON scan (parcel)');
}

sub scan {
    my ($self, $parcel, $depot) = @_;
    my $sth = $self->dbh->prepare_cached('INSERT INTO scan (parcel, depot, at) VALUES (?, ?, ?)');
    $sth->execute($parcel, $depot, ++$self->{clock});
    $sth->finish;
}

sub last_depot {
    my ($self, $parcel) = @_;
    my $sth = $self->dbh->prepare_cached(
        'SELECT depot FROM scan WHERE parcel = ? ORDER BY at DESC LIMIT 1');
    $sth->execute($parcel);
    my ($depot) = $sth->fetchrow_array;
    $sth->finish;
    return $depot // 'nowhere';
}

# All scans of a parcel that are younger than the time given
sub trail_since {
    my ($self, $parcel, $time) = @_;
    my $sql = "SELECT depot, at FROM scan WHERE parcel = $parcel AND at > $time ORDER BY at";
    my $sth = $self->dbh->prepare_cached($sql);
    $sth->execute;
    my $rows = $sth->fetchall_arrayref;
    $sth->finish;
    return $rows;
}

1;

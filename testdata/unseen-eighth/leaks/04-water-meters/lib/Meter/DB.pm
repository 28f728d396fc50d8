package Meter::DB;
use strict;
use warnings;
use DBI;

sub open {
    my ($class, %arg) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', undef, undef,
        { RaiseError => 1, PrintError => 0 });
    $dbh->do($_) for (
        'CREATE TABLE meter (id INTEGER PRIMARY KEY, zone INTEGER)',
        'CREATE TABLE reading (meter INTEGER, at INTEGER, litres INTEGER)',
        'CREATE INDEX reading_meter ON reading (meter, at)',
    );
    $dbh->begin_work;
    $dbh->do('INSERT INTO meter VALUES (?, ?)', undef, $_, $_ % 120) for 1 .. $arg{meters};
    $dbh->commit;
    return bless { dbh => $dbh }, $class;
}

sub last_reading {
    my ($self, $meter, $before) = @_;
    my $sth = $self->{dbh}->prepare_cached(
        "SELECT at, litres FROM reading WHERE meter = $meter AND at < $before ORDER BY at DESC LIMIT 1"
    );
    $sth->execute;
    my $row = $sth->fetchrow_hashref;
    $sth->finish;
    return $row;
}

sub zone_of {
    my ($self, $meter) = @_;
    my $sth = $self->{dbh}->prepare_cached('SELECT zone FROM meter WHERE id = ?');
    $sth->execute($meter);
    my ($zone) = $sth->fetchrow_array;
    $sth->finish;
    return $zone;
}

sub store {
    my ($self, $r) = @_;
    my $sth = $self->{dbh}->prepare_cached('INSERT INTO reading (meter, at, litres) VALUES (?, ?, ?)');
    $sth->execute(@$r{qw(meter at litres)});
    return;
}

1;

package River::Gauge;
use strict;
use warnings;
use DBI;

# Water levels of the gauges along the river, kept in SQLite.

sub new {
    my ($class, %arg) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, AutoCommit => 1 });
    $dbh->do('CREATE TABLE level (gauge TEXT, at INTEGER, cm INTEGER)');
    $dbh->do('CREATE INDEX level_gauge ON level (gauge, at)');
    return bless { dbh => $dbh, keep => $arg{keep} || 3600 }, $class;
}

sub record {
    my ($self, $gauge, $at, $cm) = @_;
    my $sth = $self->{dbh}->prepare_cached('INSERT INTO level (gauge, at, cm) VALUES (?, ?, ?)');
    $sth->execute($gauge, $at, $cm);
    return;
}

# highest and mean level of a gauge since a moment
sub summary {
    my ($self, $gauge, $since) = @_;
    my $sth = $self->{dbh}->prepare_cached(
        "SELECT max(cm), avg(cm), count(*) FROM level WHERE gauge = ? AND at >= $since");
    $sth->execute($gauge);
    my @row = $sth->fetchrow_array;
    $sth->finish;
    return { high => $row[0], mean => $row[1], n => $row[2] };
}

sub purge {
    my ($self, $now) = @_;
    my $sth = $self->{dbh}->prepare_cached('DELETE FROM level WHERE at < ?');
    return $sth->execute($now - $self->{keep});
}

1;

package Farm::Store;
use strict;
use warnings;
use DBI;
use Farm::Selection;

sub new {
    my ($class, %args) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, PrintError => 0});
    $dbh->do('CREATE TABLE backend (id INTEGER PRIMARY KEY, name TEXT, status TEXT, weight INTEGER)');
    my $sth = $dbh->prepare('INSERT INTO backend VALUES (?, ?, ?, ?)');
    $sth->execute($_, "web$_", 'active', 1 + $_ % 5) for 1 .. $args{backends};
    return bless {dbh => $dbh}, $class;
}

sub change {
    my ($self, $id, $status) = @_;
    my $sth = $self->{dbh}->prepare_cached('UPDATE backend SET status = ? WHERE id = ?');
    return $sth->execute($status, $id);
}

sub select_from { my ($self, $table) = @_; return Farm::Selection->new(store => $self, table => $table) }

sub fetch {
    my ($self, $table, $where, $bind, $order) = @_;
    my $sql = "SELECT * FROM $table" . (@$where ? ' WHERE ' . join(' AND ', @$where) : '') . ($order ? " ORDER BY $order" : '');
    my $sth = $self->{dbh}->prepare_cached($sql);
    $sth->execute(@$bind);
    return $sth->fetchall_arrayref({});
}

1;

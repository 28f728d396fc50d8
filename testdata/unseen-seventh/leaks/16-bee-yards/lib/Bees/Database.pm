package Bees::Database;
use strict;
use warnings;
use DBI;

sub new {
    my ($class, %args) = @_;
    my $dbh = DBI->connect($args{dsn}, '', '', {RaiseError => 1, AutoCommit => 1});
    my $self = bless {dbh => $dbh, asked => 0}, $class;
    $self->_deploy;
    return $self;
}

sub _deploy {
    my ($self) = @_;
    $self->{dbh}->do($_) for split /;\n/, <<'SQL';
create table yard (id integer primary key, name text);
create table inspection (day integer, hive integer, yard integer, frames integer, food real);
create index inspection_day on inspection (day)
SQL
}

sub run {
    my ($self, $sql, @values) = @_;
    my $sth = $self->{dbh}->prepare_cached($sql);
    $sth->execute(@values);
    $self->{asked}++;
    return $sth->rows unless $sth->{NUM_OF_FIELDS};
    return $sth->fetchall_arrayref({});
}

sub one {
    my ($self, $sql, @values) = @_;
    my $rows = $self->run($sql, @values);
    return $rows->[0];
}

1;

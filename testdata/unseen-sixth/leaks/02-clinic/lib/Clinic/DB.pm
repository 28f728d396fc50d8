package Clinic::DB;
use strict;
use warnings;
use DBI;

sub connect {
    my ($class) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, PrintError => 0, AutoCommit => 1 });
    my $self = bless { dbh => $dbh }, $class;
    $dbh->do($_) for split /;\s*/, <<'SQL';
create table patient (id integer primary key, name text, born integer);
create table visit (id integer primary key, patient integer, ward text, day integer, state text);
create table slot (ward text, day integer, hour integer, minutes integer);
create index visit_patient on visit(patient);
create index slot_day on slot(day)
SQL
    return $self;
}

sub seed {
    my ($self, $n) = @_;
    $self->{dbh}->begin_work;
    $self->run('insert into patient (id,name,born) values (?,?,?)', $_, "Patient$_", 1930 + $_ % 90) for 1 .. $n;
    $self->{dbh}->commit;
}

# Every statement goes through here: preparing once is enough.
sub run {
    my ($self, $sql, @bind) = @_;
    my $sth = $self->{dbh}->prepare_cached($sql);
    $sth->execute(@bind);
    return $sth;
}

sub rows {
    my ($self, $sql, @bind) = @_;
    my $sth  = $self->run($sql, @bind);
    my $rows = $sth->fetchall_arrayref({});
    $sth->finish;
    return $rows;
}

sub one { my $rows = shift->rows(@_); return $rows->[0] }

1;

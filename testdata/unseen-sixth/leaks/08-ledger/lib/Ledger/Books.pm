package Ledger::Books;
use strict;
use warnings;
use DBI;

sub open {
    my ($class, $file) = @_;
    $file ||= ':memory:';
    my $dbh = DBI->connect("dbi:SQLite:dbname=$file", '', '', { RaiseError => 1, AutoCommit => 1 });
    $dbh->do('create table if not exists entry (id integer primary key, day int, account text, cents int, currency text)');
    return bless { dbh => $dbh }, $class;
}

sub dbh { $_[0]{dbh} }

sub post {
    my ($self, %e) = @_;
    my $sth = $self->{insert} ||= $self->{dbh}->prepare('insert into entry (day,account,cents,currency) values (?,?,?,?)');
    $sth->execute(@e{qw(day account cents currency)});
}

sub close_oldest {
    my ($self, $n) = @_;
    $self->{dbh}->do('delete from entry where id in (select id from entry order by id limit ?)', undef, $n);
}

# register a perl function for the next queries
sub with_function {
    my ($self, $name, $args, $code) = @_;
    $self->{dbh}->sqlite_create_function($name, $args, $code);
    return $self;
}

sub query {
    my ($self, $sql, @bind) = @_;
    return $self->{dbh}->selectall_arrayref($sql, { Slice => {} }, @bind);
}

sub statement {
    my ($self, $account) = @_;
    my $rows = $self->query('select day, cents, currency from entry where account = ? order by day limit 20', $account);
    return map { sprintf '%02d %9.2f %s', $_->{day}, $_->{cents} / 100, $_->{currency} } @$rows;
}

1;

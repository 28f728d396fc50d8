package Stock::Ledger;
use strict;
use warnings;
use DBI;
use DBI::Profile;

sub new {
    my ($class, %arg) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, PrintError => 0 });
    $dbh->do('create table article (id integer primary key, name text, pieces integer)');
    $dbh->do('insert into article values (?, ?, ?)', undef, $_, "article $_", 40) for 1 .. $arg{articles};
    $dbh->{Profile} = DBI::Profile->new(Path => ['!Statement', '!MethodName']);
    $DBI::Profile::ON_DESTROY_DUMP = undef;    # the report is ours
    return bless { dbh => $dbh, names => {} }, $class;
}

sub name {
    my ($self, $article) = @_;
    return $self->{names}{$article} //= $self->{dbh}->selectrow_array('select name from article where id = ?', undef, $article);
}

sub move {
    my ($self, $article, $pieces) = @_;
    $self->name($article);
    my $dbh = $self->{dbh};
    my ($old) = $dbh->selectrow_array('select pieces from article where id = ?', undef, $article);
    my $new = $old + $pieces;
    $new = 40 if $new < 0;
    my $stamp = sprintf '%d', 1e6 * rand;
    $dbh->prepare("update article set pieces = $new where id = $article /* move $stamp */")->execute;
    return $new;
}

sub seconds {
    my ($self) = @_;
    my $sum = 0;
    for my $methods (values %{ $self->{dbh}{Profile}{Data} }) {
        $sum += $_->[1] for values %$methods;
    }
    return $sum;
}

1;

package Cinema::Store;
use Moo;
use DBI;

has cinemas => (is => 'ro', default => 50);
has dbh     => (is => 'lazy');

sub _build_dbh {
    my ($self) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, PrintError => 0 });
    $dbh->do('create table cinema (id integer primary key, name text, lat real, lon real)');
    $dbh->do('create table shows (cinema integer, film text)');
    my $add  = $dbh->prepare('insert into cinema values (?, ?, ?, ?)');
    my $show = $dbh->prepare('insert into shows values (?, ?)');
    for my $id (1 .. $self->cinemas) {
        $add->execute($id, "Lichtspiele $id", 47 + rand 7, 7 + rand 7);
        $show->execute($id, "film $_") for grep { rand() < 0.5 } 0 .. 8;
    }
    return $dbh;
}

1;

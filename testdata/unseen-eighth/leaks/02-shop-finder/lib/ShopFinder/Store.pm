package ShopFinder::Store;
use strict;
use warnings;
use DBI;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {}, $class;
    $self->{dbh} = DBI->connect('dbi:SQLite:dbname=:memory:', '', '',
        { RaiseError => 1, AutoCommit => 1 });
    $self->_load($arg{shops});
    return $self;
}

sub dbh { $_[0]{dbh} }

sub _load {
    my ($self, $count) = @_;
    my $dbh = $self->{dbh};
    $dbh->do('CREATE TABLE shop (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, tags TEXT)');
    my $sth = $dbh->prepare('INSERT INTO shop (name, lat, lon, tags) VALUES (?,?,?,?)');
    my @tags = qw(books clothes furniture toys records);
    srand 42;
    $dbh->begin_work;
    for my $i (1 .. $count) {
        my @have = grep { rand() < 0.5 } @tags;
        $sth->execute("Shop $i", 51 + rand 3, -3 + rand 4, join ',', @have);
    }
    $dbh->commit;
}

1;

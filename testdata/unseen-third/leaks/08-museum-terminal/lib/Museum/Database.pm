package Museum::Database;
use strict;
use warnings;
use DBI;

my @stuff = qw(oil wood bronze silver glass);
my @thing = qw(portrait bowl chair mirror clock relief globe);

sub connect {
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, PrintError => 0});
    $dbh->do('CREATE TABLE object (id INTEGER PRIMARY KEY, title TEXT, stuff TEXT, year INTEGER, room INTEGER)');
    my $insert = $dbh->prepare('INSERT INTO object (title, stuff, year, room) VALUES (?, ?, ?, ?)');
    $dbh->begin_work;
    for my $n (1 .. 1200) {
        $insert->execute("$thing[ $n % @thing ] no. $n", $stuff[ rand @stuff ], 1500 + $n * 7 % 480, 1 + $n % 30);
    }
    $dbh->commit;
    return $dbh;
}

1;

package Homes::Database;
use strict;
use warnings;
use DBI;

sub open_filled {
    my $n   = shift;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1 });
    $dbh->do('create table home (id integer primary key, town text, rooms int, price int, garden int,
              lift int, built int, heating text, area int, pets int)');
    my $ins = $dbh->prepare('insert into home values (?,?,?,?,?,?,?,?,?,?)');
    $dbh->begin_work;
    for my $id (1 .. $n) {
        $ins->execute($id, 'Town' . int(rand 12), 1 + int rand 6, 250 + int rand 1500, rand() < .4, rand() < .3,
            1900 + int rand 120, (qw(gas oil wood pump))[rand 4], 25 + int rand 180, rand() < .5);
    }
    $dbh->commit;
    return $dbh;
}

1;

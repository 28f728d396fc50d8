package Post::Source;
use strict;
use warnings;
use DBI;

my @towns = map { my $first = $_; map {"$first$_"} qw(ham ford bridge wick ton bury) } qw(Ash Bar Cor Dun Elm Fen Gal Har);

sub town_of { my $code = shift; return $towns[ $code * 31 % @towns ] }

sub database {
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1});
    $dbh->do('CREATE TABLE post (code INTEGER, town TEXT, region INTEGER)');
    my $insert = $dbh->prepare('INSERT INTO post VALUES (?, ?, ?)');
    $dbh->begin_work;
    $insert->execute($_, town_of($_), int($_ / 250)) for 10_000 .. 15_999;
    $dbh->commit;
    return $dbh;
}

sub any_address {
    my $code = 10_000 + int rand 6100;
    return ($code, rand() < 0.9 ? town_of($code) : $towns[ rand @towns ]);
}

1;

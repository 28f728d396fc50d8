package Seed::Schema;
use strict;
use warnings;
use base 'DBIx::Class::Schema';

__PACKAGE__->load_classes({'Seed::Schema::Result' => [qw(Seed Order)]});

sub open_memory {
    my $class  = shift;
    my $schema = $class->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, AutoCommit => 1});
    $schema->storage->dbh_do(sub {
        my (undef, $dbh) = @_;
        $dbh->do('create table seed (id integer primary key, name text, kind text, price integer, stock integer)');
        $dbh->do('create table orders (id integer primary key, seed integer, customer integer, bags integer)');
    });
    return $schema;
}

1;

package Library::Schema;
use strict;
use warnings;
use base 'DBIx::Class::Schema';

__PACKAGE__->load_namespaces;

sub fill {
    my ($self, %count) = @_;
    $self->storage->dbh_do(sub {
        my ($storage, $dbh) = @_;
        $dbh->do('CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author TEXT)');
        $dbh->do('CREATE TABLE reader (id INTEGER PRIMARY KEY, name TEXT)');
        $dbh->do('CREATE TABLE loan (id INTEGER PRIMARY KEY, book_id INTEGER, reader_id INTEGER, day INTEGER)');
    });
    $self->txn_do(sub {
        $self->resultset('Book')->populate([[qw(id title author)], map { [$_, "Book $_", 'Author ' . $_ % 40] } 1 .. $count{books}]);
        $self->resultset('Reader')->populate([[qw(id name)], map { [$_, "Reader $_"] } 1 .. $count{readers}]);
    });
    return $self;
}

1;

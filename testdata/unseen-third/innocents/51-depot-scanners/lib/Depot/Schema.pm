package Depot::Schema;
use strict;
use warnings;
use parent 'DBIx::Class::Schema';

__PACKAGE__->load_classes({'Depot::Schema' => ['Article']});

sub set_up {
    my ($self, $count) = @_;
    $self->storage->dbh->do('CREATE TABLE article (code TEXT PRIMARY KEY, name TEXT, shelf TEXT, stock INTEGER)');
    my @names = ('cable drum', 'ladder', 'work lamp', 'gloves', 'drill', 'tarpaulin');
    $self->resultset('Article')->populate([
        [qw(code name shelf stock)],
        map { [sprintf('ART%05d', $_), $names[ $_ % @names ], 'R' . $_ % 44, $_ % 17] } 1 .. $count,
    ]);
    return;
}

1;

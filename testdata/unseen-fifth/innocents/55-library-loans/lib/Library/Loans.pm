package Library::Loans;
use Moose;

has pool => (is => 'ro', required => 1);

sub install {
    my ($self, $books) = @_;
    my $dbh = $self->pool->take;
    $dbh->do('create table book (id integer primary key, author int, shelf int, year int, reader text)');
    $dbh->begin_work;
    my $add = $dbh->prepare('insert into book (id, author, shelf, year) values (?, ?, ?, ?)');
    $add->execute($_, map { int rand 20 } 1 .. 3) for 1 .. $books;
    $dbh->commit;
    $self->pool->give($dbh);
    return;
}

sub lend {
    my ($self, $dbh, $book, $reader) = @_;
    return $dbh->prepare_cached('update book set reader = ? where id = ? and reader is null')->execute($reader, $book);
}

sub give_back {
    my ($self, $dbh, $book) = @_;
    return $dbh->prepare_cached('update book set reader = null where id = ?')->execute($book);
}

# the columns are a small set, so are the statements
sub find {
    my ($self, $dbh, %where) = @_;
    my @columns = sort keys %where;
    my $sql     = 'select id, reader from book';
    $sql .= ' where ' . join ' and ', map {"$_ = ?"} @columns if @columns;
    return $dbh->selectall_arrayref($dbh->prepare_cached("$sql order by id limit 10"), undef, @where{@columns});
}

__PACKAGE__->meta->make_immutable;

package Parts::Search;
use strict;
use warnings;

my %filter = (
    max_price  => 'price <= ?',
    maker      => 'maker = ?',
    in_stock   => 'stock >= ?',
    max_weight => 'weight <= ?',
);
my %column = map { $_ => 1 } qw(id price stock name weight);

sub new {
    my ($class, $dbh, %arg) = @_;
    return bless { dbh => $dbh, %arg, last => [], popular => {}, found => 0, count => 0 }, $class;
}

sub fill {
    my ($self, $rows) = @_;
    my $dbh = $self->{dbh};
    $dbh->do('CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT, maker TEXT, price REAL, stock INTEGER, weight REAL)');
    $dbh->begin_work;
    my $insert = $dbh->prepare('INSERT INTO part (name, maker, price, stock, weight) VALUES (?, ?, ?, ?, ?)');
    $insert->execute("part $_", 'maker ' . int(rand 12), 1 + rand 100, int rand 5, rand 25) for 1 .. $rows;
    $dbh->commit;
    return;
}

# builds the statement from the fields that are set; values are always bound
sub find {
    my ($self, $form) = @_;
    my @used  = grep { exists $form->{$_} } sort keys %filter;
    my $where = @used ? ' WHERE ' . join(' AND ', map { $filter{$_} } @used) : '';
    my $order = $column{ $form->{order} // '' } ? $form->{order} : 'id';
    my $sql   = "SELECT id, name, price FROM part$where ORDER BY $order" . ($form->{desc} ? ' DESC' : '') . ' LIMIT 20';
    my $sth   = $self->{dbh}->prepare_cached($sql);
    $sth->execute(map { $form->{$_} } @used);
    my $rows = $sth->fetchall_arrayref;
    $self->{popular}{ join '+', @used, $order, $form->{desc} ? 'desc' : () }++;
    $self->{found} += @$rows;
    $self->{count}++;
    push @{ $self->{last} }, { form => $form, rows => $rows };
    shift @{ $self->{last} } if @{ $self->{last} } > $self->{keep};
    return $rows;
}

sub text {
    my $self = shift;
    return sprintf '%d searches, %d rows, %d kinds of search', $self->{count}, $self->{found}, scalar keys %{ $self->{popular} };
}

1;

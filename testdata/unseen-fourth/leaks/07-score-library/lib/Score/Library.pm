package Score::Library;
use strict;
use warnings;

my @instrument = qw(violin viola cello bass flute oboe clarinet bassoon horn trumpet);

sub new { my ($class, $dbh) = @_; return bless { dbh => $dbh }, $class }

sub create {
    my ($self, %arg) = @_;
    my $dbh = $self->{dbh};
    $dbh->do('CREATE TABLE part (id INTEGER PRIMARY KEY, piece INTEGER, instrument TEXT, copies INTEGER)');
    $dbh->begin_work;
    my $insert = $dbh->prepare('INSERT INTO part (piece, instrument, copies) VALUES (?, ?, ?)');
    for my $piece (1 .. $arg{pieces}) {
        $insert->execute($piece, $_, 1 + int rand 8) for @instrument;
    }
    $dbh->commit;
    return;
}

sub parts_for {
    my ($self, @piece) = @_;
    my $list = join ', ', map { int } @piece;
    my $sql  = "SELECT id, piece, instrument, copies FROM part WHERE piece IN ($list) ORDER BY piece, id";
    return @{ $self->_rows($sql) };
}

# the statements are few and often used, so keep them prepared
sub _rows {
    my ($self, $sql, @bind) = @_;
    my $sth = $self->{dbh}->prepare_cached($sql);
    $sth->execute(@bind);
    return $sth->fetchall_arrayref({});
}

sub stock {
    my $self = shift;
    return $self->_rows('SELECT instrument, SUM(copies) AS copies FROM part GROUP BY instrument');
}

1;

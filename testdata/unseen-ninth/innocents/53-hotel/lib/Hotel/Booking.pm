package Hotel::Booking;
use strict;
use warnings;

my %sql = (
    free  => 'SELECT room FROM night WHERE day = ? AND guest IS NULL ORDER BY room LIMIT 1',
    book  => 'UPDATE night SET guest = ? WHERE room = ? AND day = ?',
    clear => 'UPDATE night SET guest = NULL WHERE day = ?',
    count => 'SELECT count(*) FROM night WHERE day = ? AND guest IS NOT NULL',
);

sub create {
    my ($class, $dbh) = @_;
    $dbh->do('CREATE TABLE night (room INTEGER, day INTEGER, guest TEXT, PRIMARY KEY (room, day))');
    $dbh->begin_work;
    my $sth = $dbh->prepare('INSERT INTO night (room, day) VALUES (?, ?)');
    for my $room (1 .. 20) { $sth->execute($room, $_) for 0 .. 29 }
    $dbh->commit;
    return;
}

sub run {
    my ($class, $dbh, $what, @bind) = @_;
    my $sth = $dbh->prepare_cached($sql{$what});
    my $n   = $sth->execute(@bind);
    return $n unless $sth->{NUM_OF_FIELDS};
    my ($value) = $sth->fetchrow_array;
    $sth->finish;
    return $value;
}

1;

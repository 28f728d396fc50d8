package Ticket::Sale;
use strict;
use warnings;
use Ticket::Visit;

sub new { my ($class, %a) = @_; return bless { sold => 0, %a }, $class }

sub begin { my ($self) = @_; return Ticket::Visit->new(pool => $self->{pool}, sale => $self) }

sub sold { $_[0]{sold}++ }

sub set_up {
    my ($self, %a) = @_;
    my $dbh = $self->{pool}->take;
    $dbh->do('drop table if exists seat');
    $dbh->do('create table seat (id integer primary key, show int, hall int, row int, seat int, price int, buyer int)');
    $dbh->begin_work;
    my $sth = $dbh->prepare('insert into seat (show, hall, row, seat, price) values (?,?,?,?,?)');
    for my $show (1 .. $a{shows}) {
        for my $row (1 .. 5) {
            $sth->execute($show, $show % $a{halls}, $row, $_, 50 - 4 * $row) for 1 .. 10;
        }
    }
    $dbh->commit;
    $self->{pool}->give($dbh);
}

# the singer is ill
sub refund_all {
    my ($self, $show) = @_;
    $self->begin->_rows('update seat set buyer = null where show = ?', $show);
}

sub summary {
    my ($self) = @_;
    return "$self->{sold} sold, $self->{pool}{made} connections, $self->{pool}{waits} had to wait";
}

1;

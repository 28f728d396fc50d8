package Ticket::Visit;
use strict;
use warnings;

# one customer; has a connection for as long as it lives

sub new {
    my ($class, %a) = @_;
    my $self = bless {%a}, $class;
    $self->{dbh} = $self->{pool}->take;
    return $self;
}

sub _rows {
    my ($self, $sql, @bind) = @_;
    my $dbh = $self->{dbh} or return [];
    my $sth = $dbh->prepare_cached($sql);
    $sth->execute(@bind);
    my $rows = $sth->{NUM_OF_FIELDS} ? $sth->fetchall_arrayref : [];
    $sth->finish;
    return $rows;
}

# 3 orders x 2 directions: six statements
sub look {
    my ($self, $show, $order, $dir) = @_;
    return $self->_rows("select row, seat, price, hall from seat where show = ? and buyer is null order by $order $dir limit 20", $show);
}

sub buy {
    my ($self, $show, $customer) = @_;
    my $free = $self->_rows('select id from seat where show = ? and buyer is null order by price limit 1', $show);
    return unless @$free;
    $self->_rows('update seat set buyer = ? where id = ?', $customer, $free->[0][0]);
    $self->{sale}->sold;
    return $free->[0][0];
}

sub give_back {
    my ($self, $show, $customer) = @_;
    $self->_rows('update seat set buyer = null where show = ? and buyer = ?', $show, $customer);
}

# 3 x 5 statements
sub statistics {
    my ($self, $by, $top) = @_;
    my $col = { show => 'show', hall => 'hall', day => 'show % 7' }->{$by};
    return $self->_rows("select $col as what, count(buyer), sum(price) from seat group by 1 order by 2 desc limit $top");
}

sub DESTROY {
    my ($self) = @_;
    my $dbh = delete $self->{dbh} or return;
    $self->{pool}->give($dbh);
}

1;

package Museum::Cursor;
use strict;
use warnings;

# A result that is read row by row. Open cursors are listed, so that the
# operator can see what the terminals are reading; the last row takes a
# cursor off the list.

my %open;
my $serial = 0;

sub new {
    my ($class, $dbh, $sql, @bind) = @_;
    my $sth = $dbh->prepare($sql);
    $sth->execute(@bind);
    my $self = bless {id => ++$serial, sth => $sth, bind => [@bind], rows => 0, started => time}, $class;
    $open{ $self->{id} } = $self;
    return $self;
}

sub next {
    my $self = shift;
    my $row = $self->{sth}->fetchrow_hashref;
    if ($row) {
        $self->{rows}++;
        return $row;
    }
    $self->close;
    return;
}

sub close {
    my $self = shift;
    $self->{sth}->finish;
    delete $open{ $self->{id} };
    return;
}

sub open_count { return scalar keys %open }

1;

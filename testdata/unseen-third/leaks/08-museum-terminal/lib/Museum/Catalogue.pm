package Museum::Catalogue;
use strict;
use warnings;
use Museum::Cursor;

my $columns = 'SELECT id, title, stuff, year, room FROM object';

sub new { my ($class, $dbh) = @_; return bless {dbh => $dbh}, $class }

sub cursor { my ($self, $where, @bind) = @_; return Museum::Cursor->new($self->{dbh}, "$columns $where", @bind) }

sub room     { my ($self, $room)  = @_; return $self->cursor('WHERE room = ? ORDER BY year', $room) }
sub of_stuff { my ($self, $stuff) = @_; return $self->cursor('WHERE stuff = ? ORDER BY title', $stuff) }

sub years {
    my ($self, $from, $to) = @_;
    my ($count) = $self->{dbh}->selectrow_array('SELECT count(*) FROM object WHERE year BETWEEN ? AND ?', undef, $from, $to);
    return $count;
}

1;

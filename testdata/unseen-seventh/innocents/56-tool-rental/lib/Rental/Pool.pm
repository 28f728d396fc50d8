package Rental::Pool;
use strict;
use warnings;
use DBI;
use Future;

my $SCHEMA = 'create table tool (id integer primary key, name text, out integer)';

sub new { my ($class, %args) = @_; return bless {idle => [], lent => {}, queue => [], size => 0, %args}, $class }

sub borrow {
    my ($self) = @_;
    my $handle = shift @{$self->{idle}};
    $handle = $self->_connect if !$handle && $self->{size} < $self->{most};
    if ($handle) {
        $self->{lent}{$handle->{number}} = $handle;
        return Future->done($handle);
    }
    my $later = Future->new;
    push @{$self->{queue}}, $later;
    return $later;
}

sub give_back {
    my ($self, $handle) = @_;
    if (my $later = shift @{$self->{queue}}) {
        $later->done($handle);
        return;
    }
    delete $self->{lent}{$handle->{number}};
    push @{$self->{idle}}, $handle;
    return;
}

sub _connect {
    my ($self) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1});
    $dbh->do($SCHEMA);
    my $insert = $dbh->prepare('insert into tool (id, name, out) values (?, ?, 0)');
    $insert->execute($_, "tool $_") for 1 .. 20;
    my %sth = (
        take  => $dbh->prepare('update tool set out = out + 1 where id = ?'),
        back  => $dbh->prepare('update tool set out = out - 1 where id = ? and out > 0'),
        count => $dbh->prepare('select sum(out) from tool'),
        name  => $dbh->prepare('select name from tool where id = ?'),
    );
    return {number => ++$self->{size}, dbh => $dbh, sth => \%sth};
}

sub size { $_[0]{size} }

1;

package Clearing::Ledger;
use strict;
use warnings;
use DBI;
use Clearing::Amount;

# the ledger of one day; in memory until it is balanced

sub open_day {
    my ($class, %args) = @_;
    my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, PrintError => 0});
    $dbh->do('CREATE TABLE booking (id INTEGER PRIMARY KEY, member INTEGER, cents INTEGER, kind TEXT)');
    return bless {dbh => $dbh, day => $args{day}, currency => $args{currency}}, $class;
}

sub currency { $_[0]{currency} }
sub amount   { my ($self, $cents) = @_; return Clearing::Amount->new(ledger => $self, cents => $cents) }

sub book {
    my ($self, $member, $amount) = @_;
    my $sth = $self->{dbh}->prepare_cached('INSERT INTO booking (member, cents, kind) VALUES (?, ?, ?)');
    $sth->execute($member, $amount, $amount < 0 ? 'debit' : 'credit');
    return $self;
}

sub balance {
    my $self = shift;
    my $sth  = $self->{dbh}->prepare_cached('SELECT member, sum(cents) FROM booking GROUP BY member');
    $sth->execute;
    my %balance = map { $_->[0] => $self->amount($_->[1]) } @{ $sth->fetchall_arrayref };
    return \%balance;
}

sub count {
    my $self = shift;
    return $self->{dbh}->selectrow_array('SELECT count(*) FROM booking');
}

1;

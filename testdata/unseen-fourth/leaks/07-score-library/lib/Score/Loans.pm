package Score::Loans;
use strict;
use warnings;

sub new { my ($class, $dbh) = @_; return bless { dbh => $dbh, open => {}, count => 0 }, $class }

sub create {
    my $self = shift;
    $self->{dbh}->do('CREATE TABLE loan (part INTEGER PRIMARY KEY, who TEXT)');
    return;
}

sub lend {
    my ($self, $part, $who) = @_;
    return if $self->{open}{$part};
    my $sth = $self->{dbh}->prepare_cached('INSERT INTO loan (part, who) VALUES (?, ?)');
    $sth->execute($part, $who);
    $self->{open}{$part} = $who;
    $self->{count}++;
    return;
}

sub return_all {
    my $self = shift;
    my $sth = $self->{dbh}->prepare_cached('DELETE FROM loan WHERE part = ?');
    for my $part (keys %{ $self->{open} }) {
        $sth->execute($part);
        delete $self->{open}{$part};
    }
    return;
}

sub count { return $_[0]{count} }

1;

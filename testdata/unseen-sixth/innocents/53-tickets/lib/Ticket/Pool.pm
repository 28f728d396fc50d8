package Ticket::Pool;
use strict;
use warnings;
use DBI;

sub new {
    my ($class, %a) = @_;
    return bless { max => 8, idle => [], made => 0, waits => 0, %a }, $class;
}

sub take {
    my ($self) = @_;
    my $dbh = shift @{ $self->{idle} };
    if (!$dbh && $self->{made} < $self->{max}) {
        $self->{made}++;
        $dbh = DBI->connect($self->{dsn}, '', '', { RaiseError => 1, AutoCommit => 1, PrintError => 0 });
        $dbh->do('pragma synchronous = off');
        $dbh->do('pragma journal_mode = memory');
    }
    $self->{waits}++ unless $dbh;
    return $dbh;
}

# last in, last out: all of them stay warm
sub give {
    my ($self, $dbh) = @_;
    push @{ $self->{idle} }, $dbh;
}

sub shut {
    my ($self) = @_;
    for my $dbh (splice @{ $self->{idle} }) {
        %{ $dbh->{CachedKids} } = () if $dbh->{CachedKids};
        $dbh->disconnect;
    }
    $self->{made} = 0;
}

1;

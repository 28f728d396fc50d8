package Lib::Pool;
use strict;
use warnings;
use DBI;

# connections are made when they are needed; a few stay open for the next rush

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, free => [], out => 0, made => 0, reused => 0}, $class;
}

sub take {
    my $self = shift;
    if (my $dbh = pop @{ $self->{free} }) {
        $self->{reused}++;
        $self->{out}++;
        return $dbh;
    }
    die "pool is empty\n" if $self->{out} >= $self->{most};
    my $dbh = DBI->connect($self->{dsn}, '', '', {RaiseError => 1, AutoCommit => 1});
    $dbh->do('pragma synchronous = off');
    $self->{made}++;
    $self->{out}++;
    return $dbh;
}

sub give {
    my ($self, $dbh) = @_;
    $self->{out}--;
    push @{ $self->{free} }, $dbh;
    return;
}

# in the evening: keep some, drop the others
sub trim {
    my $self = shift;
    while (@{ $self->{free} } > $self->{idle}) {
        my $dbh = shift @{ $self->{free} };
        %{ $dbh->{CachedKids} || {} } = ();
        $dbh->disconnect;
    }
    return;
}

sub text { my $self = shift; return sprintf '%d free, %d out, %d made', scalar @{ $self->{free} }, @$self{qw(out made)} }

1;

package Hotel::Pool;
use strict;
use warnings;
use DBI;

# Database connections, made when they are needed and kept for the next one.

sub new {
    my ($class, %arg) = @_;
    return bless { dsn => $arg{dsn}, max => $arg{max} || 12, idle => [], busy => {}, waiting => [], made => 0 }, $class;
}

sub with_connection {
    my ($self, $cb) = @_;
    my $dbh = pop @{ $self->{idle} };
    if (!$dbh) {
        if (keys %{ $self->{busy} } >= $self->{max}) {
            push @{ $self->{waiting} }, $cb;
            return;
        }
        $dbh = DBI->connect($self->{dsn}, '', '', { RaiseError => 1, PrintError => 0 });
        $self->{made}++;
    }
    $self->{busy}{ 0 + $dbh } = $dbh;
    $cb->($dbh);
    return;
}

sub give_back {
    my ($self, $dbh) = @_;
    delete $self->{busy}{ 0 + $dbh };
    push @{ $self->{idle} }, $dbh;
    if (my $next = shift @{ $self->{waiting} }) { $self->with_connection($next) }
    return;
}

1;

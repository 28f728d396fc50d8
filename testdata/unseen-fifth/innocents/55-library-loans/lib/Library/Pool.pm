package Library::Pool;
use Moose;
use DBI;
use Carp qw(croak);

has max  => (is => 'ro', isa => 'Int', required => 1);
has file => (is => 'ro', isa => 'Str', required => 1);
has free => (is => 'ro', isa => 'ArrayRef', default => sub { [] });
has all  => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

sub take {
    my ($self) = @_;
    my $dbh = shift @{ $self->free };
    return $dbh if $dbh;
    croak 'all handles are in use' if @{ $self->all } >= $self->max;
    $dbh = DBI->connect('dbi:SQLite:dbname=' . $self->file, '', '', { RaiseError => 1, PrintError => 0 });
    $dbh->do('pragma synchronous = off');
    $dbh->do('pragma journal_mode = memory');
    push @{ $self->all }, $dbh;
    return $dbh;
}

sub give { my ($self, $dbh) = @_; push @{ $self->free }, $dbh; return }

sub size { return scalar @{ $_[0]->all } }

sub statements {
    my ($self) = @_;
    my $count = 0;
    $count += keys %{ $_->{CachedKids} || {} } for @{ $self->all };
    return $count;
}

__PACKAGE__->meta->make_immutable;

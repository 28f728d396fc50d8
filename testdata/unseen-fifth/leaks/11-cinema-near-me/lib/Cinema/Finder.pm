package Cinema::Finder;
use Moo;
use constant RAD => 3.14159265358979 / 180;

has store  => (is => 'ro', required => 1);
has cached => (is => 'ro', default  => 100);
has recent => (is => 'ro', default  => sub { {} });
has order  => (is => 'ro', default  => sub { [] });

# the cinemas next to a place that show the film
sub near {
    my ($self, $place, $film) = @_;
    my $key = sprintf '%.1f/%.1f/%s', $place->{lat}, $place->{lon}, $film;
    return @{ $self->recent->{$key} } if $self->recent->{$key};

    my $dbh = $self->store->dbh;
    $dbh->sqlite_create_function(
        distance => 2,
        sub {
            my ($lat, $lon) = @_;
            my $x = ($lon - $place->{lon}) * cos(RAD * $place->{lat});
            return 111.2 * sqrt(($lat - $place->{lat})**2 + $x**2);
        }
    );
    my $sth = $dbh->prepare_cached('select name, distance(lat, lon) as km from cinema join shows on cinema = id where film = ? order by km limit 5');
    my $rows = $dbh->selectall_arrayref($sth, { Slice => {} }, $film);
    $self->_remember($key, $rows);
    return @$rows;
}

sub _remember {
    my ($self, $key, $rows) = @_;
    push @{ $self->order }, $key;
    $self->recent->{$key} = $rows;
    delete $self->recent->{ shift @{ $self->order } } while @{ $self->order } > $self->cached;
    return;
}

1;

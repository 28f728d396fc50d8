package ShopFinder::Search;
use strict;
use warnings;

use constant EARTH_KM => 6371;
use constant RAD      => atan2(1, 1) / 45;

sub new {
    my ($class, %arg) = @_;
    return bless { store => $arg{store} }, $class;
}

# SQLite has no trigonometry, so the ranking is done by a Perl function that
# the statement calls for each row.
sub nearest {
    my ($self, %q) = @_;
    my $dbh    = $self->{store}->dbh;
    my $wanted = $self->_weights($q{tags});
    my @here   = ($q{lat} * RAD, $q{lon} * RAD);

    $dbh->sqlite_create_function('rank_shop', 3, sub {
        my ($lat, $lon, $tags) = @_;
        my $km    = _distance(@here, $lat * RAD, $lon * RAD);
        my $bonus = 0;
        $bonus += $wanted->{$_} // 0 for split /,/, $tags;
        return $km - $bonus;
    });

    return $dbh->selectall_arrayref(
        'SELECT id, name, rank_shop(lat, lon, tags) AS score FROM shop ORDER BY score LIMIT ?',
        { Slice => {} }, $q{limit} || 10
    );
}

# How many kilometres further people go for a shop that has what they look for.
sub _weights {
    my ($self, $tags) = @_;
    my %w = map { $_ => 0.2 } qw(books clothes furniture toys records);
    my $n = 0;
    $w{$_} += 6 / ++$n for @$tags;
    return \%w;
}

sub _distance {
    my ($la1, $lo1, $la2, $lo2) = @_;
    my $x = ($lo2 - $lo1) * cos(($la1 + $la2) / 2);
    my $y = $la2 - $la1;
    return EARTH_KM * sqrt($x * $x + $y * $y);
}

1;

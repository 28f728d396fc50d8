package Homes::Search;
use strict;
use warnings;

my %CLAUSE = (
    min_rooms => 'rooms >= ?',
    max_price => 'price <= ?',
    town      => 'town = ?',
    garden    => 'garden = ?',
    lift      => 'lift = ?',
    built     => 'built >= ?',
    heating   => 'heating = ?',
    min_area  => 'area >= ?',
    pets      => 'pets = ?',
);

sub new { my ($class, $dbh) = @_; return bless { dbh => $dbh }, $class }

sub find {
    my ($self, $form) = @_;
    my @fields = grep { exists $form->{$_} } sort keys %CLAUSE;
    my $sql = 'select id, town, price from home';
    $sql .= ' where ' . join(' and ', @CLAUSE{@fields}) if @fields;
    my ($order) = grep { $_ eq ($form->{sort} // '') } qw(price area built);
    $sql .= ' order by ' . ($order // 'id') . ' limit 20';
    my $sth = $self->{dbh}->prepare_cached($sql);
    return $self->{dbh}->selectall_arrayref($sth, undef, @$form{@fields});
}

1;

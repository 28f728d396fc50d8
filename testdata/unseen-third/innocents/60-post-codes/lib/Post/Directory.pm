package Post::Directory;
use strict;
use warnings;

our %TOWN;      # code => town, for the regions that are loaded
our %LOADED;    # region => number of codes

sub new {
    my ($class, $dbh) = @_;
    my $regions = $dbh->selectcol_arrayref('SELECT DISTINCT region FROM post ORDER BY region');
    return bless {dbh => $dbh, left => $regions, asked => 0}, $class;
}

sub load_next {
    my $self = shift;
    my $region = shift @{ $self->{left} };
    return 0 unless defined $region;
    my $rows = $self->{dbh}->selectall_arrayref('SELECT code, town FROM post WHERE region = ?', undef, $region);
    $TOWN{ $_->[0] } = $_->[1] for @$rows;
    $LOADED{$region} = @$rows;
    return scalar @$rows;
}

sub check {
    my ($self, $code, $town) = @_;
    my $right = $TOWN{$code};
    if (!defined $right) {
        return 'unknown' if $LOADED{ int($code / 250) };
        $self->{asked}++;
        ($right) = $self->{dbh}->selectrow_array('SELECT town FROM post WHERE code = ?', undef, $code);
        return 'unknown' unless defined $right;
    }
    return $right eq $town ? 'right' : 'wrong';
}

sub text {
    my $self = shift;
    return sprintf '%d codes of %d regions loaded, %d regions left, the database was asked %d times', scalar keys %TOWN, scalar keys %LOADED, scalar @{ $self->{left} }, $self->{asked};
}

1;

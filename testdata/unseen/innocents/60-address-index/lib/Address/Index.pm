package Address::Index;
use strict;
use warnings;
use Scalar::Util qw(weaken);
use Text::CSV_XS;

# region => street => [ranges of numbers]; a region is loaded when it is first asked for

sub new {
    my ($class, %args) = @_;
    return bless {source => $args{source}, region => {}, towns => {}, rows => 0}, $class;
}

sub load_all { my ($self, $regions) = @_; $self->region($_) for @$regions; return $self }

sub region {
    my ($self, $number) = @_;
    return $self->{region}{$number} ||= $self->_load($number);
}

sub _load {
    my ($self, $number) = @_;
    my $csv    = Text::CSV_XS->new({binary => 1, auto_diag => 2});
    my $handle = $self->{source}->file($number);
    $csv->getline($handle);
    my %street;
    while (my $row = $csv->getline($handle)) {
        my ($street, $from, $to, $code, $town) = @$row;
        my $range = {street => $street, from => $from, to => $to, code => $code, town => $self->town($town)};
        push @{ $street{$street} }, $range;
        push @{ $range->{town}{ranges} }, $range;
        $self->{rows}++;
    }
    return {number => $number, street => \%street};
}

sub town {
    my ($self, $name) = @_;
    return $self->{towns}{$name} ||= do {
        my $town = {name => $name, ranges => [], index => $self};
        weaken $town->{index};
        $town;
    };
}

sub find {
    my ($self, $region, $street, $number) = @_;
    my $ranges = $self->region($region)->{street};
    return unless exists $ranges->{$street};
    my ($range) = grep { $_->{from} <= $number && $number <= $_->{to} } @{ $ranges->{$street} };
    return $range;
}

1;

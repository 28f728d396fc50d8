package Spare::Warehouse;
use strict;
use warnings;

my @MAKES = qw(Ural Jawa Simson Puch Ducati Norton Triumph Zundapp);
my @PARTS = ('piston ring', 'brake shoe', 'clutch cable', 'head gasket', 'spoke', 'lamp', 'chain');

sub load {
    my ($class, $count) = @_;
    my (%part, %make);
    for my $n (1 .. $count) {
        my $number = sprintf '%s-%05d', uc substr($MAKES[ $n % @MAKES ], 0, 3), $n;
        $part{$number} = {
            number => $number,
            make   => $MAKES[ $n % @MAKES ],
            name   => $PARTS[ $n % @PARTS ],
            stock  => $n % 13,
            shelf  => 'row ' . $n % 40,
        };
        push @{ $make{ $part{$number}{make} } }, $number;
    }
    return bless {part => \%part, make => \%make, numbers => [sort keys %part], lookups => 0}, $class;
}

sub any_number { my $self = shift; $self->{numbers}[ rand @{ $self->{numbers} } ] }
sub any_make   { $MAKES[ rand @MAKES ] }

sub part {
    my ($self, $number) = @_;
    $self->{lookups}++;
    return $self->{part}{$number};
}

sub by_make {
    my ($self, $make) = @_;
    return [ @{ $self->{make}{$make} || [] } ];
}

1;

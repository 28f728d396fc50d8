package Address::Lookup;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {index => $args{index}, size => $args{recent}, recent => [], pattern => {}, asked => 0, unknown => 0}, $class;
}

# "street 7x" is written for "street 7": the patterns are kept, one a street
sub ask {
    my ($self, $region, $street, $number) = @_;
    $self->{asked}++;
    my $range = $self->{index}->find($region, $street, $number);
    if (!$range) {
        my ($name) = $street =~ /(\d+)/;
        my $pattern = $self->{pattern}{$name} ||= qr/^street $name\w?$/i;
        my $streets = $self->{index}->region($region)->{street};
        my ($found) = grep { $_ =~ $pattern } sort keys %$streets;
        $range = $found && $streets->{$found}[0];
    }
    $self->{unknown}++ unless $range;
    push @{ $self->{recent} }, {region => $region, street => $street, number => $number, range => $range};
    shift @{ $self->{recent} } while @{ $self->{recent} } > $self->{size};
    return $range && $range->{code};
}

sub summary {
    my $self = shift;
    return sprintf '%d asked, %d unknown, %d regions loaded, %d rows', $self->{asked}, $self->{unknown},
        scalar keys %{ $self->{index}{region} }, $self->{index}{rows};
}

1;

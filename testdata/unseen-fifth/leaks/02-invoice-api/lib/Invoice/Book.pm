package Invoice::Book;
use strict;
use warnings;

my @NAMES = qw(Ahlers Brandt Clasen Dierks Evers Frahm Gerdes Harms);

sub new { my ($class, %arg) = @_; return bless { keep => $arg{keep}, number => 0, recent => [], customers => {}, announced => 0 }, $class }

# the customers are read from the data base when somebody asks for them (60)
sub customer {
    my ($self, $id) = @_;
    return $self->{customers}{$id} ||= {
        id      => $id,
        name    => $NAMES[ $id % @NAMES ],
        address => { street => "Deichweg $id", town => 'Husum', zip => 25813 },
        terms   => [map { { days => 10 * $_, discount => 3 - $_ } } 1 .. 3],
    };
}

sub add {
    my ($self, $customer, $net) = @_;
    my $invoice = {
        number   => ++$self->{number},
        customer => $self->customer($customer)->{name},
        lines    => [map { { pos => $_, net => $net / 4 } } 1 .. 4],
        gross    => $net * 1.19,
    };
    push @{ $self->{recent} }, $invoice;
    shift @{ $self->{recent} } if @{ $self->{recent} } > $self->{keep};
    return $invoice;
}

sub announced { my ($self, $invoice) = @_; $self->{announced}++; $self->{sum} += $invoice->{gross}; return }

1;

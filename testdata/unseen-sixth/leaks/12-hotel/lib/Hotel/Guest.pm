package Hotel::Guest;
use strict;
use warnings;
use Hash::Util::FieldHash qw(fieldhash);

# inside-out: nobody pokes in our guests. fieldhashes forget an
# object's entry when the object goes.
fieldhash my %name;
fieldhash my %bill;
fieldhash my %party;
fieldhash my %leaves;

sub new {
    my ($class, %a) = @_;
    my $self = bless \do { my $anon }, $class;
    $name{$self}   = $a{name};
    $bill{$self}   = [];
    $leaves{$self} = $a{leaves} // 0;
    return $self;
}

sub name   { return $name{ $_[0] } }
sub leaves { return $leaves{ $_[0] } }

# travelling together: everybody knows the others
sub join_party {
    my ($self, @others) = @_;
    my @all = ($self, @others);
    $party{$_} = \@all for @all;
    return $self;
}

sub party { return @{ $party{ $_[0] } || [ $_[0] ] } }

sub charge {
    my ($self, $what, $amount) = @_;
    push @{ $bill{$self} }, [ $what, $amount ];
    return $self;
}

sub total {
    my ($self) = @_;
    my $sum = 0;
    $sum += $_->[1] for map { @{ $bill{$_} } } $self->party;
    return $sum;
}

1;

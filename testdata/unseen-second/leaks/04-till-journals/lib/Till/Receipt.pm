package Till::Receipt;
use strict;

my $next = 1;
my %open;    # receipts of each till that are not paid yet

sub new {
    my ($class, %arg) = @_;
    my $self = bless {number => $next++, till => $arg{till}, lines => []}, $class;
    $open{ $self->{till} }{ $self->{number} } = 1;
    return $self;
}

sub line {
    my ($self, $item, $count) = @_;
    push @{ $self->{lines} }, [$item->{code}, $item->{name}, $count, $count * $item->{price}];
    return $self;
}

sub total {
    my $self = shift;
    my $sum  = 0;
    $sum += $_->[3] for @{ $self->{lines} };
    return $sum;
}

sub text {
    my $self = shift;
    return join '', map { sprintf "%d %-20s %3d %8.2f\n", @{$_}[0 .. 2], $_->[3] / 100 } @{ $self->{lines} };
}

sub DESTROY { my $self = shift; delete $open{ $self->{till} }{ $self->{number} } }

1;

package Sheet::Grid;
use strict;
use warnings;
use Sheet::Formula;

sub new {
    my ($class, %arg) = @_;
    my @names = map { my $c = $_; map {"$c$_"} 1 .. $arg{rows} } @{ $arg{columns} };
    return bless {names => \@names, value => {}, formula => {}, errors => 0, undo => []}, $class;
}

sub any_cell { my $self = shift; return $self->{names}[ rand @{ $self->{names} } ] }

sub set {
    my ($self, $name, $text) = @_;
    push @{ $self->{undo} }, [$name, $self->{formula}{$name} // $self->{value}{$name}];
    shift @{ $self->{undo} } if @{ $self->{undo} } > 30;
    if ($text =~ /^=(.*)/) {
        $self->{formula}{$name} = $1;
    }
    else {
        delete $self->{formula}{$name};
        $self->{value}{$name} = $text;
    }
    return $self->recalculate($name);
}

# one cell is calculated from the values of the others as they are
sub recalculate {
    my ($self, $name) = @_;
    my $formula = $self->{formula}{$name} or return;
    my $value   = eval { Sheet::Formula::evaluate($formula, $self->{value}) };
    $self->{errors}++ unless defined $value;
    $self->{value}{$name} = $value // 0;
    return;
}

sub text {
    my $self = shift;
    my $sum  = 0;
    $sum += $_ for values %{ $self->{value} };
    return sprintf '%d values, %d formulas, sum %d, %d errors', scalar keys %{ $self->{value} }, scalar keys %{ $self->{formula} }, $sum, $self->{errors};
}

1;

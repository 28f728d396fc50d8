package Wages::Slip;
use Moose;

has person => (is => 'ro', required => 1);
has days   => (is => 'ro', isa => 'ArrayRef[Num]', required => 1);
has lines  => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

sub add { my ($self, $text, $amount) = @_; push @{ $self->lines }, {text => $text, amount => $amount}; return $self }

sub fill {
    my $self  = shift;
    my $hours = 0;
    $hours += $_ for @{ $self->days };
    my $gross = $hours * $self->person->{rate};
    $self->add(wages => $gross);
    $self->add(overtime => ($hours - 160) * $self->person->{rate} * 0.25) if $hours > 160;
    $self->add(tax => -$gross * (0.3 - 0.03 * $self->person->{children}));
    return $self;
}

sub total { my $self = shift; my $sum = 0; $sum += $_->{amount} for @{ $self->lines }; return $sum }

__PACKAGE__->meta->make_immutable;
1;

package Fare::Book;
use strict;
use warnings;
use Fare::Compiler;

sub new { bless { in_force => {}, editions => 0 }, shift }

sub has { exists $_[0]{in_force}{ $_[1] } }

# A new edition replaces the one before.
sub publish {
    my ($self, $town, $rules) = @_;
    my $class = Fare::Compiler->compile($town, ++$self->{editions}, $rules);
    $self->{in_force}{$town} = $class->new;
    return;
}

sub price {
    my ($self, $town, %trip) = @_;
    return $self->{in_force}{$town}->price(\%trip);
}

1;

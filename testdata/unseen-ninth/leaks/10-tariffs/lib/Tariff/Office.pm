package Tariff::Office;
use strict;
use warnings;
use Tariff::Compiler;

# The office keeps the tariffs in force; a change of the text takes effect at
# once.

sub new { my ($class) = @_; return bless { active => {}, text => {} }, $class }

sub publish {
    my ($self, $name, $text) = @_;
    return $self->{active}{$name} if ($self->{text}{$name} // '') eq $text;
    $self->{text}{$name}   = $text;
    $self->{active}{$name} = Tariff::Compiler->compile($name, $text);
    return $self->{active}{$name};
}

sub bill {
    my ($self, $customer) = @_;
    my $tariff = $self->{active}{ $customer->{tariff} } or die "no tariff $customer->{tariff}\n";
    return sprintf '%.2f', $tariff->price(@$customer{qw(day night)});
}

1;

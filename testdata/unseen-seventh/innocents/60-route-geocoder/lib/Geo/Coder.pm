package Geo::Coder;
use strict;
use warnings;
use CHI;

sub new {
    my ($class, %args) = @_;
    my $cache = CHI->new(
        driver         => 'Memory',
        datastore      => {},
        max_size       => $args{room},
        discard_policy => 'arbitrary',
        expires_in     => '1 day',
    );
    return bless {cache => $cache, gazetteer => $args{gazetteer}}, $class;
}

sub locate {
    my ($self, $name) = @_;
    return $self->{cache}->compute($name, undef, sub { $self->{gazetteer}->look_up($name) });
}

sub kept { my ($self) = @_; return scalar $self->{cache}->get_keys }

1;

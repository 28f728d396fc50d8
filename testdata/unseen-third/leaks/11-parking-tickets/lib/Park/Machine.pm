package Park::Machine;
use strict;
use warnings;
use Park::Speech;
use Park::Tariff;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, speech => Park::Speech->in('en'), screen => '', tickets => 0}, $class;
}

sub language { my ($self, $language) = @_; $self->{speech} = Park::Speech->in($language); return $self }
sub screen   { return $_[0]{screen} }

sub say {
    my ($self, @text) = @_;
    $self->{screen} = $self->{speech}->maketext(@text);
    return;
}

sub enter {
    my $self = shift;
    $self->{tickets}++;
    return $self->say('Welcome');
}

sub pay {
    my ($self, $minutes) = @_;
    my $price = Park::Tariff::price($minutes);
    return $self->say('Please pay at the office') unless defined $price;
    $self->say('Please pay [_1] euro', $price);
    return $self->receipt($minutes, $price);
}

sub receipt {
    my ($self, $minutes, $price) = @_;
    my $till = Park::Tariff::until(8 * 60 + $minutes);
    return $self->say("Ticket $self->{tickets}: $price euro, valid until $till");
}

sub leave { my $self = shift; return $self->say('Drive carefully') }

1;

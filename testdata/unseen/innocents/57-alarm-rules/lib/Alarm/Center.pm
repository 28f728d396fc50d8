package Alarm::Center;
use strict;
use warnings;
use Moose::Meta::Class;
use Alarm::Log;
use Alarm::Log::Ring;
use Alarm::Rule;

my %roles = (
    heat  => [qw(Damped Counted)],
    smoke => [qw(Urgent Counted)],
    water => [qw(Damped Urgent)],
    door  => [qw(Counted)],
    power => [qw(Damped)],
);

sub new {
    my ($class, %args) = @_;
    Alarm::Log->start;
    return bless {plants => $args{plants}, rules => {}, open => {}, signals => 0}, $class;
}

# a class for every combination of roles, made when first needed; Moose keeps them
sub rule {
    my ($self, $signal) = @_;
    return $self->{rules}{ $signal->{plant} }{ $signal->{sensor} } ||= do {
        my $meta = Moose::Meta::Class->create_anon_class(
            superclasses => ['Alarm::Rule'],
            roles        => [map {"Alarm::Role::$_"} @{ $roles{ $signal->{sensor} } }],
            cache        => 1,
        );
        $meta->name->new(sensor => $signal->{sensor}, limit => 60 + $signal->{plant});
    };
}

sub signal {
    my ($self, $signal) = @_;
    $self->{signals}++;
    my $rule   = $self->rule($signal);
    my $logger = Alarm::Log->for_signal($signal);
    $logger->debug("value $signal->{value}");
    return unless $rule->applies($signal);
    my $text = $rule->fire($signal);
    $logger->warn($text);
    my $open = $self->{open}{ $signal->{plant} } ||= [];
    push @$open, {%$signal, text => $text};
    $self->acknowledge($signal->{plant}) if @$open > 25;
    return $text;
}

sub acknowledge { my ($self, $plant) = @_; delete $self->{open}{$plant}; return }

sub summary {
    my $self  = shift;
    my $open  = 0;
    my $rules = 0;
    $open  += @$_      for values %{ $self->{open} };
    $rules += keys %$_ for values %{ $self->{rules} };
    return sprintf '%d signals, %d rules, %d open, %d lines', $self->{signals}, $rules, $open, scalar @{ Alarm::Log::Ring->lines };
}

1;

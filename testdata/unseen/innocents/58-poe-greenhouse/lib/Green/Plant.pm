package Green::Plant;
use strict;
use warnings;
use POE;

my %days = (tomato => 18, basil => 8, cress => 4, pepper => 14);

# returns the id of the session

sub spawn {
    my ($class, %args) = @_;
    my $self    = bless {%args, leaves => [], grams => 0, age => 0}, $class;
    my $session = POE::Session->create(object_states => [$self => {_start => 'seed', grow => 'grow', ripe => 'ripe', _stop => 'compost'}]);
    return $session->ID;
}

sub seed {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    $kernel->refcount_increment($session->ID, 'planted');
    $self->{on_ripe} = $session->postback('ripe');
    return;
}

sub grow {
    my ($self, $air) = @_[OBJECT, ARG0];
    return unless $self->{on_ripe};
    $self->{age}++;
    my $leaf = {age => $self->{age}, size => $air->{light} * 0.1, plant => $self};
    push @{ $self->{leaves} }, $leaf;
    $self->{grams} += $leaf->{size};
    $self->{on_ripe}->($self->{age}) if $self->{age} >= $days{ $self->{kind} };
    return;
}

sub ripe {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    delete $self->{on_ripe} or return;    # a postback keeps its session alive
    $kernel->post(house => harvest => @$self{qw(number kind grams)});
    $kernel->refcount_decrement($session->ID, 'planted');
    return;
}

# the leaves know the plant
sub compost { my $self = $_[OBJECT]; $self->{leaves} = []; return }

1;

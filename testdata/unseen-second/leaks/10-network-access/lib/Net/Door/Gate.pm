package Net::Door::Gate;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, let_in => 0, refused => 0, recent => [], at_port => {}}, $class;
    $self->{residents} = [map { $self->new_mac } 1 .. 60];
    return $self;
}

sub new_mac { return join '-', map { sprintf '%02x', int rand 256 } 1 .. 6 }

# half of them live here, the others pass by once
sub some_device {
    my $self = shift;
    my $mac  = rand() < 0.5 ? $self->{residents}[rand @{ $self->{residents} }] : $self->new_mac;
    return ('floor' . int(rand 6), $mac);
}

sub request {
    my ($self, $floor, $mac) = @_;
    my $key   = "$floor:$mac";
    my $entry = $self->{cache}{$key};
    $entry = $self->{cache}{$key} = $self->{directory}->lookup($mac) unless $entry;
    my $port = int rand 48;
    if ($entry->{allowed}) { $self->{let_in}++; $self->{at_port}{"$floor/$port"} = $mac }
    else                   { $self->{refused}++; delete $self->{at_port}{"$floor/$port"} }
    push @{ $self->{recent} }, "$mac at $floor/$port: $entry->{role}";
    shift @{ $self->{recent} } while @{ $self->{recent} } > 100;
    return $entry->{allowed} ? $entry->{vlan} : undef;
}

sub status {
    my $self = shift;
    return sprintf '%d let in, %d refused, %d asked', @$self{qw(let_in refused)}, $self->{directory}{asked};
}

1;

package Harbour::Roster;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {
        pilots => [ @{ $args{pilots} } ],
        berth  => {},
        jobs   => {},
        water  => 0,
        no_tug => 0,
    }, $class;
}

sub note_berth { my ($self, $ship, $berth) = @_; $self->{berth}{$ship} = $berth }
sub tide       { my ($self, $cm) = @_; $self->{water} = $cm }
sub refused    { $_[0]{no_tug}++ }

sub assign {
    my ($self, $arrival) = @_;
    return if $arrival->{draught} * 100 > 900 + $self->{water};
    my $pilot = shift @{ $self->{pilots} };
    push @{ $self->{pilots} }, $pilot;
    push @{ $self->{jobs}{$pilot} }, "$arrival->{ship} $arrival->{eta}";
    shift @{ $self->{jobs}{$pilot} } while @{ $self->{jobs}{$pilot} } > 12;
    return $pilot;
}

sub relieve { my ($self) = @_; $self->{jobs} = {}; }

sub summary {
    my ($self) = @_;
    return sprintf '%d berths known, %d tugs refused', scalar keys %{ $self->{berth} }, $self->{no_tug};
}

1;

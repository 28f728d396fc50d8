package Moor::World;
use strict;
use warnings;
use Moor::Wheel;
use Moor::Monster;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, wheel => Moor::Wheel->new, monsters => {}, walk => {}, serial => 0, slain => 0, gold => 0, news => []}, $class;
    $self->{wheel}->every(5, sub { $self->appear if keys %{ $self->{monsters} } < 30 });
    $self->{wheel}->every(7, sub { $self->fight for 1 .. $self->{heroes} });
    return $self;
}

sub tick { my $self = shift; $self->{wheel}->tick; return }

sub appear {
    my $self    = shift;
    my $id      = ++$self->{serial};
    my $monster = Moor::Monster->new(id => $id, kind => (qw(rat rat wolf troll))[ rand 4 ]);
    $self->{monsters}{$id} = $monster;
    $self->{walk}{$id} = $self->{wheel}->every(10 + int rand 100, sub { $monster->wander });
    return;
}

sub fight {
    my $self = shift;
    my @ids  = sort { $a <=> $b } keys %{ $self->{monsters} } or return;
    my $id   = $ids[ rand @ids ];
    $self->slay($id) if $self->{monsters}{$id}->hit(1 + int rand 12);
    return;
}

sub slay {
    my ($self, $id) = @_;
    my $monster = delete $self->{monsters}{$id};
    $self->{wheel}->cancel(delete $self->{walk}{$id});
    $self->{slain}++;
    $self->{gold} += $_ for @{ $monster->{loot} };
    push @{ $self->{news} }, "the $monster->{kind} $id is slain";
    shift @{ $self->{news} } if @{ $self->{news} } > 10;
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d monsters, %d slain, %d gold; %d timers have fired; %s', scalar keys %{ $self->{monsters} }, $self->{slain}, $self->{gold}, $self->{wheel}->fired, $self->{news}[-1] // '';
}

1;

package Courier::Tour;
use strict;
use warnings;
use Courier::Log;

sub new {
    my ($class, %a) = @_;
    my $self = bless { %a, km => 0, late => 0 }, $class;
    $self->{log} = Courier::Log->for_tour($a{rider}, $a{no});
    return $self;
}

sub km   { $_[0]{km} }
sub late { $_[0]{late} }

sub ride {
    my ($self) = @_;
    my $speed = $self->{fragile} ? 12 : 20;
    my $clock = 0;
    for my $stop (1 .. $self->{stops}) {
        my $leg = 1 + int rand 7;
        $self->{km} += $leg;
        $clock += $leg / $speed;
        $self->{log}->debug("stop $stop after $leg km");
        if ($clock > 1.6 && !$self->{late}++) {
            $self->{log}->warn("late at stop $stop");
        }
    }
    return $self;
}

1;

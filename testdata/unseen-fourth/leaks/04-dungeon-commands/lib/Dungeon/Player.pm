package Dungeon::Player;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { %arg, bag => {}, score => 0, gone => 0 }, $class;
    $self->_learn_commands;
    return $self;
}

sub _learn_commands {
    my $self = shift;
    my %command = (
        look  => sub { return "You are in room $self->{room}." },
        take  => sub { my $thing = shift; $self->{bag}{$thing}++; $self->{score} += 2; return "You have the $thing." },
        drop  => sub { my $thing = shift; return delete $self->{bag}{$thing} ? 'Dropped.' : 'You do not have that.' },
        score => sub { return "Your score is $self->{score}." },
        say   => sub { return 'You say: ' . join ' ', @_ },
        quit  => sub { $self->{gone} = 1; return 'Farewell.' },
    );
    my %step = (north => 1, south => -1, east => 5, west => -5);
    for my $way (keys %step) {
        $command{$way} = sub {
            $self->{room} = ($self->{room} + $step{$way}) % $self->{size};
            return "You go $way.";
        };
    }
    $self->{command} = \%command;
    return;
}

sub do_line {
    my ($self, $line) = @_;
    my ($verb, @rest) = split ' ', $line;
    my $code = $self->{command}{$verb} or return "You cannot $verb here.";
    return $code->(@rest);
}

1;

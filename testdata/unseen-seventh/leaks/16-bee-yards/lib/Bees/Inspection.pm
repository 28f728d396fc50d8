package Bees::Inspection;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, yards => 0}, $class;
}

sub prepare_yards {
    my ($self, $count) = @_;
    $self->{db}->run('insert into yard (id, name) values (?, ?)', $_, "yard $_") for 1 .. $count;
    $self->{yards} = $count;
}

sub inspect {
    my ($self, $day, $hive) = @_;
    my $frames = 4 + ($hive * 5 + $day) % 9;
    my $food   = (($hive + $day * 2) % 30) / 2;
    $self->{db}->run(
        'insert into inspection (day, hive, yard, frames, food) values (?, ?, ?, ?, ?)',
        $day, $hive, 1 + $hive % $self->{yards}, $frames, $food,
    );
}

1;

package Bees::Season;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args}, $class;
}

sub strongest {
    my ($self, $day) = @_;
    my $row = $self->{db}->one(
        'select hive, max(frames) as frames from inspection where day > ? group by hive order by frames desc, hive limit 1',
        $day - 7,
    );
    return $row && $row->{hive};
}

sub needing_food {
    my ($self, $day) = @_;
    my $recent = $self->{db}->run('select distinct hive from inspection where day > ?', $day - 3);
    my $hives  = join ',', sort { $a <=> $b } map { $_->{hive} } @$recent;
    return [] unless length $hives;
    my $rows = $self->{db}->run(
        "select hive, min(food) as food from inspection where hive in ($hives) and day >= $day - 3 group by hive having min(food) < 4"
    );
    return [map { $_->{hive} } @$rows];
}

sub forget_before {
    my ($self, $day) = @_;
    return $self->{db}->run('delete from inspection where day < ?', $day - $self->{keep_days});
}

sub kept {
    my ($self) = @_;
    return $self->{db}->one('select count(*) as n from inspection')->{n};
}

1;

package Clinic::Desk;
use strict;
use warnings;

sub new {
    my ($class, %a) = @_;
    return bless { %a, seen => 0, free => 0, busy => 0 }, $class;
}

sub check_in {
    my ($self, $patient, $ward, $day) = @_;
    $self->{db}->run('insert into visit (patient,ward,day,state) values (?,?,?,?)', $patient, $ward, $day, 'waiting');
}

sub check_out {
    my ($self, $patient) = @_;
    $self->{db}->run(q{update visit set state='seen' where patient=? and state='waiting'}, $patient);
    $self->{seen}++;
}

sub card {
    my ($self, $id) = @_;
    my $p = $self->{db}->one('select * from patient where id=?', $id) or return;
    my $v = $self->{db}->rows('select ward,day,state from visit where patient=? order by day', $id);
    return sprintf "%-20s %d (%d visits)", $p->{name}, $p->{born}, scalar @$v;
}

sub waiting_list {
    my ($self, $ward) = @_;
    return $self->{search}->find('visit', { ward => $ward, state => 'waiting' }, 'id');
}

sub free_slots {
    my ($self, $ward, $day, $hour, $minutes) = @_;
    my $taken = $self->{search}->find('slot', {
        ward => $ward, day => [ $day, $day + 1 ], 'hour >=' => $hour, 'minutes >' => 60 - $minutes,
    });
    if (@$taken > 2) { $self->{busy}++; return }
    $self->{db}->run('insert into slot values (?,?,?,?)', $ward, $day, $hour, $minutes);
    $self->{free}++;
}

sub rename {
    my ($self, $id, $name) = @_;
    $self->{db}->run('update patient set name=? where id=?', $name, $id);
}

sub close_day {
    my ($self, $day) = @_;
    $self->{db}->run('delete from slot where day < ?', $day - 1);
    $self->{db}->run(q{delete from visit where day < ? or state = 'seen'}, $day - 3);
}

sub report {
    my ($self) = @_;
    return join '', map { "$_: $self->{$_}\n" } qw(seen free busy);
}

1;

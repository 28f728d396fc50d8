package Library::Counter;
use strict;
use warnings;
use CHI;

sub new {
    my ($class, %a) = @_;
    my $self = bless { %a, loans => {}, refused => 0 }, $class;
    $self->{records} = CHI->new(
        driver               => 'RawMemory',
        datastore            => {},
        max_size             => 500,           # records, RawMemory counts 1 for each
        max_size_reduction_factor => 0.9,
        expires_in           => '1 hour',
    );
    $self->{subjects} = CHI->new(driver => 'Memory', global => 0, expires_in => '10 min');
    return $self;
}

sub record {
    my ($self, $no) = @_;
    return $self->{records}->compute("r$no", undef, sub { $self->{catalogue}->fetch($no) });
}

sub subject {
    my ($self, $s) = @_;
    my $list = $self->{subjects}->get($s);
    if (!$list) {
        $list = $self->{catalogue}->with_subject($s);
        $self->{subjects}->set($s, $list);
    }
    return $list;
}

sub lend {
    my ($self, $no, $reader) = @_;
    my $rec  = $self->record($no);
    my $have = $self->{loans}{$reader} ||= [];
    if (@$have >= 3) { $self->{refused}++; return $self->bring_back($have->[0]) }
    push @$have, $no;
    $self->{out}{$no}++;
    return $rec->{title};
}

sub bring_back {
    my ($self, $no) = @_;
    return unless $self->{out}{$no};
    for my $reader (keys %{ $self->{loans} }) {
        my $have = $self->{loans}{$reader};
        my $before = @$have;
        @$have = grep { $_ != $no } @$have;
        $self->{out}{$no} -= $before - @$have;
        delete $self->{loans}{$reader} unless @$have;
    }
    delete $self->{out}{$no} if $self->{out}{$no} <= 0;
    return 1;
}

sub report {
    my ($self) = @_;
    return sprintf '%d records kept, catalogue asked %d times, %d refused', scalar($self->{records}->get_keys), $self->{catalogue}->asked, $self->{refused};
}

1;

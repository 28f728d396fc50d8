package School::Register;
use strict;
use warnings;

sub new { bless { pupils => {}, sums => {} }, shift }

sub enrol {
    my ($self, $name, $class) = @_;
    push @{ $self->{pupils}{$class} }, $name;
}

sub class_list { my ($self, $class) = @_; return @{ $self->{pupils}{$class} || [] } }

# only running sums are kept
sub marks {
    my ($self, $subject, $marks) = @_;
    for my $pupil (keys %$marks) {
        my $s = $self->{sums}{$pupil}{$subject} ||= [ 0, 0 ];
        $s->[0] += $marks->{$pupil};
        $s->[1]++;
    }
}

sub average {
    my ($self, $pupil) = @_;
    my ($sum, $n) = (0, 0);
    for my $s (values %{ $self->{sums}{$pupil} || {} }) { $sum += $s->[0]; $n += $s->[1] }
    return $n ? $sum / $n : 0;
}

sub best {
    my ($self) = @_;
    my ($best) = sort { $self->average($b) <=> $self->average($a) || $a cmp $b } keys %{ $self->{sums} };
    return $best;
}

1;

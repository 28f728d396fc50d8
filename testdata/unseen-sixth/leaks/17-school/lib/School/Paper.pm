package School::Paper;
use strict;
use warnings;

# papers must not get lost: those thrown away without a mark are put here
our @unmarked;

sub new {
    my ($class, %a) = @_;
    return bless { answers => {}, %a }, $class;
}

sub pupil { $_[0]{pupil} }

sub answer {
    my ($self, $question, $points) = @_;
    $self->{answers}{$question} = $points;
    return $self;
}

sub points {
    my ($self) = @_;
    my $sum = 0;
    $sum += $_ for values %{ $self->{answers} };
    return $sum;
}

sub set_mark { my ($self, $mark) = @_; $self->{mark} = $mark; return $mark }

sub line {
    my ($self) = @_;
    return join ' ', $self->{pupil}, $self->{subject}, map { $self->{answers}{$_} } sort keys %{ $self->{answers} };
}

# the caretaker's list
sub lost_and_found {
    my ($class) = @_;
    return map { $_->line } splice @unmarked;
}

sub DESTROY {
    my ($self) = @_;
    return if ${^GLOBAL_PHASE} eq 'DESTRUCT';
    return if $self->{mark};
    push @unmarked, bless { %$self }, 'School::Paper::Lost';
}

package School::Paper::Lost;
our @ISA = ('School::Paper');
sub DESTROY { }

1;

package School::Exam;
use strict;
use warnings;
use School::Paper;

my @shelf;
my $archived = 0;

sub new {
    my ($class, %a) = @_;
    return bless { papers => [], failed => [], %a }, $class;
}

sub subject { $_[0]{subject} }
sub failed  { @{ $_[0]{failed} } }

sub hand_out {
    my ($self, $pupil) = @_;
    return School::Paper->new(pupil => $pupil, subject => $self->{subject}, class => $self->{class});
}

sub collect { my ($self, $paper) = @_; push @{ $self->{papers} }, $paper }

# 24 points at most, mark from 0 (nothing) to 6
sub mark {
    my ($self) = @_;
    my %mark;
    for my $paper (splice @{ $self->{papers} }) {
        my $m = $paper->set_mark(int($paper->points / 4));
        $mark{ $paper->pupil } = $m;
        push @{ $self->{failed} }, $paper->pupil if $m < 3;
        push @shelf, $paper;
    }
    return \%mark;
}

# end of the week: the papers go to the cellar as lines of text
sub archive {
    my ($class) = @_;
    for my $paper (splice @shelf) {
        my $line = $paper->line;
        $archived += length $line > 0;
    }
}

sub archived { $archived }

1;

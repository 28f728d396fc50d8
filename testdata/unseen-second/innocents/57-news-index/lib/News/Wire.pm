package News::Wire;
use strict;
use warnings;

my @syllables = qw(ba do ki lu mer tan ro si vel gra no pi);
my @words = map { my $n = $_; join '', map { $syllables[int($n / 12 ** $_) % 12] } 0 .. 2 } 1 .. 800;

sub new { return bless {number => 0}, shift }

# some words are frequent, most are rare
sub some_words { my ($self, $n) = @_; return map { $words[int(@words * rand() ** 3)] } 1 .. $n }

sub message {
    my $self = shift;
    return {number => ++$self->{number}, title => ucfirst join(' ', $self->some_words(4)), text => join(' ', $self->some_words(12 + int rand 20)), agency => (qw(APX DPZ RTX))[rand 3]};
}

1;

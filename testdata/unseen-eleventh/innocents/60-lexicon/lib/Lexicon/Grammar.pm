package Lexicon::Grammar;
use strict;
use warnings;

# phonotactics of an invented language: (C)V(C) syllables, two per word plus case ending
sub new {
    return bless {
        onset => [qw(k t m l s v j p)],
        vowel => [qw(a e i o)],
        coda  => ['', 'n', 'l'],
        case  => ['', 'ssa'],
    }, shift;
}

sub _pick { my $l = $_[0]{ $_[1] }; return $l->[ rand @$l ] }

sub syllable {
    my $self = shift;
    return join '', map { $self->_pick($_) } qw(onset vowel coda);
}

sub word {
    my $self = shift;
    return $self->syllable . $self->syllable . $self->_pick('case');
}

1;

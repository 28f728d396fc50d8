package App;
use strict; use warnings;
my @lines = map { "word$_ meaning of it" } 1 .. 1500;
my $self = bless { next => 0, lines => \@lines, words => {} }, 'App';
sub load_some {
    my $self = shift;
    return if $self->{next} >= @{ $self->{lines} };
    my ($word, $meaning) = split / /, $self->{lines}[ $self->{next}++ ], 2;
    $self->{words}{$word} = $meaning;
    return;
}
sub work { my ($class, $n) = @_; $self->load_some; return }
1;

package App;
use strict;
use warnings;

# The words of a small language get numbers in the order in which they come.
my (%number, @word);
my $asked = 0;

sub number {
    my $word = shift;
    $asked++;
    my $number = $number{$word};
    return $number if defined $number;
    $number = @word;
    push @word, $word;
    return $number{$word} = $number;
}

sub steps { return 100, 150, 300 }

sub work {
    my ($class, $n) = @_;
    my @part = map { [ split // ] } qw(bdfgklmnprst aeiou bdfgklmnprst aeiou);
    my $seed = ($n * 7919) % 8831;
    return number(join '', map { my $c = $_->[ $seed % @$_ ]; $seed = int($seed / 3); $c } @part);
}

1;

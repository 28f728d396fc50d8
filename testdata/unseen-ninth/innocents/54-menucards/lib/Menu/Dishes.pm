package Menu::Dishes;
use strict;
use warnings;

# The kitchen has 48 cards, one per style of cooking and season.

our @STYLES  = qw(basque breton catalan genoese istrian lombard norman piedmontese provencal savoyard sicilian tyrolean);
our @SEASONS = qw(spring summer autumn winter);

sub card_name { my ($i) = @_; return "$STYLES[ $i % @STYLES ]-$SEASONS[ int($i / @STYLES) % @SEASONS ].tt" }

sub card_text {
    my ($i) = @_;
    my $text = "[% INCLUDE head.tt title='$STYLES[ $i % @STYLES ]' %]\n";
    for my $course (qw(soup fish roast cheese sweet)) {
        $text .= "[% IF dish.$course.price %]$course: [% dish.$course.name FILTER ucfirst %] [% money(dish.$course.price) %][% ELSE %]no $course today[% END %]\n";
    }
    return $text . "[% INCLUDE foot.tt %]\n";
}

sub of_day {
    my ($n) = @_;
    my %dish;
    my $i = 0;
    for my $course (qw(soup fish roast cheese sweet)) {
        $i++;
        next if ($n + $i) % 9 == 0;
        $dish{$course} = { name => "$course of day $n", price => 4 + ($n * $i) % 20 };
    }
    return \%dish;
}

1;

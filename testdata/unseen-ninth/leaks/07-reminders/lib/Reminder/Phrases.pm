package Reminder::Phrases;
use strict;
use warnings;

my @phrases = (
    'our books show that [% money(due) %] are still open.',
    '[% IF level > 1 %]This is reminder number [% level %].[% END %]',
    'Perhaps you have overlooked our invoice.',
    '[% IF level > 2 %]We shall hand the matter to our lawyers.[% ELSE %]Please pay within ten days.[% END %]',
    'If you have paid already, please ignore this letter.',
);

sub for_level {
    my ($level) = @_;
    return $level == 1 ? @phrases[0, 2, 3, 4] : $level == 2 ? @phrases[0, 1, 3, 4] : @phrases[0, 1, 3];
}

1;

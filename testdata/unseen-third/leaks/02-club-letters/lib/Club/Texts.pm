package Club::Texts;
use strict;
use warnings;

my %text = (
    invitation => "[% USE Fold %]Dear [% member.name %],\n\n[% FILTER fold %][% paragraph('party') %][% END %]\n\n[% club %]\n",
    fees       => "[% USE Fold %]Dear [% member.name %],\n\n[% IF member.owes %][% FILTER fold %][% paragraph('owes') %][% END %] [% member.owes %] EUR[% ELSE %]you have paid.[% END %]\n\n[% club %]\n",
    results    => "[% USE Fold %]Dear [% member.name %],\n\n[% FILTER fold %][% paragraph(member.team) %][% END %]\n\n[% club %]\n",
);
my %subject = (invitation => 'Summer party', fees => 'Your fees', results => 'Results of the season');

my %paragraph = (
    party   => 'the club invites all members and their families to the summer party at the boat house, with a barbecue and a small regatta for the children.',
    owes    => 'the treasurer has found that the fees of this year are not paid yet, and asks to send them within four weeks:',
    rowing  => 'the eight came in third at the regatta in May; the four without won.',
    chess   => 'the first team stays in the league, by half a point.',
    fencing => 'two of our fencers go to the finals in autumn.',
    judo    => 'all eleven juniors have passed the examination for the yellow belt.',
);

sub template  { return \$text{ $_[0] } }
sub subject   { return $subject{ $_[0] } }
sub paragraph { return $paragraph{ $_[0] } }

1;

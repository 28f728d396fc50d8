package Cards::Designs;
use strict;
use warnings;

my @BORDERS = ('roses', 'ivy', 'plain', 'gold', 'lace');

sub new { my ($class, %args) = @_; return bless {%args}, $class }

sub source {
    my ($self, $number) = @_;
    return undef unless $number =~ /^\d+$/ && $number >= 1 && $number <= $self->{count};
    my $border = $BORDERS[$number % @BORDERS];
    my @lines  = ("[% BLOCK border %]~ $border [% design %] ~[% END %]", '[% INCLUDE border %]');
    push @lines, '[% names.join(" and ") %] invite' if $number % 2;
    push @lines, '[% FOREACH g IN guests %]dear [% g %][% ", " UNLESS loop.last %][% END %]';
    push @lines, "[% IF guests.size > $_ %]table $_ is laid for [% guests.size %][% END %]" for 1 .. 2 + $number % 3;
    push @lines, 'on [% date %], [% date | replace("\.", "/") %]', '[% INCLUDE border %]';
    return join "\n", @lines;
}

1;

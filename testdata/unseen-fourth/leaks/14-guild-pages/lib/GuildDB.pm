package GuildDB;
use strict;

our %member;
our @rank = qw(recruit member veteran officer leader);

# a flat file once
for my $id (0 .. 119) {
    $member{$id} = { id => $id, name => "Knight$id", rank => $rank[ $id % 5 ], level => 1 + $id % 60 };
}

sub get { my ($id) = @_; return $member{$id} }
sub all { return map { $member{$_} } sort { $a <=> $b } keys %member }

1;

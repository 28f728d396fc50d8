package Suggest::Typists;
use strict;
use warnings;

my @noun = map { my $a = $_; map { "$a$_" } qw(room house shop way field stone) } qw(bath book work rail corn mill tea clock bell sand);
my @adj  = qw(cheap new old best nearest used tiny large quiet green open hidden);

sub new { return bless { town => [map { "town $_" } 1 .. 60] }, shift }

sub _zipf { my $l = shift; return $l->[ int @$l * rand()**1.6 ] }

sub phrases {
    my ($self, $n) = @_;
    return [map { join ' ', _zipf(\@adj), _zipf(\@noun), 'in', _zipf($self->{town}) } 1 .. $n];
}

1;

package Freight::Grammar;
use strict;
use warnings;
use Parse::RecDescent;

# "base 450 + 12 per kg min 900 express x 1.5" -> perl source

my $parser;

sub parser {
    return $parser ||= Parse::RecDescent->new(<<'GRAMMAR');
tariff:  base perkg minimum(?) express(?) /\z/
         { $return = {base => $item{base}, perkg => $item{perkg}, min => $item[3][0] || 0, express => $item[4][0] || 1} }
base:    'base' /\d+/                { $return = $item[2] }
perkg:   '+' /\d+/ 'per' 'kg'        { $return = $item[2] }
minimum: 'min' /\d+/                 { $return = $item[2] }
express: 'express' 'x' /[\d.]+/      { $return = $item[3] }
GRAMMAR
}

sub compile {
    my ($class, $text) = @_;
    my $tree = parser()->tariff($text) or die "not a tariff: $text\n";
    my $code = eval sprintf 'sub { my ($kg, $express) = @_; my $c = %d + %d * $kg; $c = %d if $c < %d; $c *= %s if $express; return int $c }',
        @$tree{qw(base perkg min min express)}
        or die $@;
    return $code;
}

1;

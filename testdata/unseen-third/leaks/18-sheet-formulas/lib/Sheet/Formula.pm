package Sheet::Formula;
use strict;
use warnings;
use Sheet::Combine qw(token either between chain later);

my %apply = (
    '+' => sub { $_[0] + $_[1] },
    '-' => sub { $_[0] - $_[1] },
    '*' => sub { $_[0] * $_[1] % 10_000 },
    '/' => sub { $_[1] ? $_[0] / $_[1] : die "division by zero\n" },
);
my $apply = sub { my ($op, $x, $y) = @_; return $apply{$op}->($x, $y) };

# the grammar knows the cells of the sheet, so that names can be looked up
sub grammar {
    my $cells = shift;
    my $sum;
    my $number = token(qr/\d+/);
    my $name   = token(qr/[A-Z]\d+/, sub { $cells->{ $_[0] } // 0 });
    my $group  = between(token(qr/\(/), later(\$sum), token(qr/\)/));
    my $factor = either($number, $name, $group);
    my $term   = chain($factor, token(qr/[*\/]/), $apply);
    $sum = chain($term, token(qr/[-+]/), $apply);
    return $sum;
}

sub evaluate {
    my ($formula, $cells) = @_;
    pos($formula) = 0;
    my $value = grammar($cells)->(\$formula);
    die "cannot read '$formula'\n" unless defined $value && $formula =~ /\G\s*\z/gc;
    return $value;
}

1;

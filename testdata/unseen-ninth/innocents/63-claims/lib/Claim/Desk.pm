package Claim::Desk;
use strict;
use warnings;
use Claim::Form;

# What we pay: the rules for a kind of claim are compiled when the first such
# claim comes in.

my %rule = (
    car   => 'repair > value ? value : repair - 300',
    house => 'damage * 0.9',
    boat  => 'age > 10 ? damage / 2 : damage',
    bike  => 'value - 50 * age',
    pet   => 'repair',
    phone => 'age > 3 ? 0 : value',
    roof  => 'damage - 500',
);
my %compiled;

sub _rule {
    my ($kind) = @_;
    return $compiled{$kind} ||= do {
        my $text = $rule{$kind} or die "no rule for $kind\n";
        $text =~ s/\b(repair|value|damage|age)\b/(\$_[0]->${kind}_$1 || 0)/g;
        eval "sub { my \$sum = $text; return \$sum < 0 ? 0 : \$sum }" or die $@;
    };
}

sub new { my ($class) = @_; return bless { paid => {}, count => 0 }, $class }

sub settle {
    my ($self, $claim) = @_;
    my $sum = _rule($claim->kind)->($claim);
    $self->{paid}{ $claim->kind } += $sum;
    $self->{count}++;
    return sprintf '%s, %s %s: %.2f', $claim->holder, $claim->zip, $claim->town, $sum;
}

sub kinds { return sort keys %rule }

1;

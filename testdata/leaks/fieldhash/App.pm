package App::Badge;
use strict;
use warnings;
use Hash::Util::FieldHash 'fieldhash';

# The entries of a fieldhash go with their objects: the list is what keeps both.
fieldhash my %owner_of;
my @issued;

sub issue {
    my ($class, $who) = @_;
    my $badge = bless \do { my $x = $who }, $class;
    $owner_of{$badge} = {name => $who, since => time, rights => [1 .. 4]};
    push @issued, $badge;
    return $badge;
}

sub owner { my $badge = shift; return $owner_of{$badge}{name} }

package App;

sub work {
    my ($class, $n) = @_;
    return App::Badge->issue("person $n")->owner;
}

1;

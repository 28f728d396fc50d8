package Door;
use strict;
use warnings;

sub new { return bless { seen => {}, window => 60 }, shift }

sub enter {
    my ($self, $badge, $now) = @_;
    my $times = $self->{seen}{$badge} ||= {};
    $times->{$now} = 1;
    for my $time (keys %{ $self->{seen}{$badge} }) {
        delete $self->{seen}{$badge}{$time} if $time < $now - $self->{window};
    }
    return scalar keys %$times;
}

package App;
my $door = Door->new;
sub work { my (undef, $n) = @_; $door->enter("badge $n", $n); $door->enter('badge ' . $n % 20, $n); return }
1;

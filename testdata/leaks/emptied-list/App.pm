package App;
use strict; use warnings;
my $hub = bless { rooms => {} }, 'App';
sub enter { my ($self, $room, $who) = @_; push @{ $self->{rooms}{$room} }, $who; return }
sub leave_all {
    my ($self, $room) = @_;
    @{ $self->{rooms}{$room} } = ();
    return;
}
sub work { my ($class, $n) = @_; $hub->enter("room $n", $_) for 1 .. 3; $hub->leave_all("room $n"); return }
1;

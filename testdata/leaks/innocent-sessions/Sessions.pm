package Sessions;
use strict; use warnings;
my $now = 0;
sub clock { $now = $_[1] }
sub new { my ($class, %a) = @_; return bless { %a, by_id => {} }, $class }
sub touch { my ($self, $id) = @_; my $s = $self->{by_id}{$id} ||= { id => $id, started => $now, pages => [] }; $s->{seen} = $now; return $s }
sub sweep {
    my $self = shift;
    my $all = $self->{by_id};
    for my $id (keys %$all) {
        delete $all->{$id} if $all->{$id}{seen} < $now - $self->{ttl};
    }
    return;
}
1;

package App;
use strict; use warnings;
my $hall = bless { made => 0, seats => 2600, plan => {} }, 'App';
sub sold_out_of { my ($self) = @_; return $self->{made} >= $self->{seats} }
sub set_up {
    my $self = shift;
    for (1 .. 10) {
        last if $self->sold_out_of;
        my $seat = $self->{made}++;
        $self->{plan}{ sprintf 'row%03d-%02d', $seat / 40, $seat % 40 } = { price => 10 + $seat % 7, view => [ $seat % 3, $seat % 5 ] };
    }
    return;
}
sub work {
    my ($class, $n) = @_;
    $hall->set_up;
    return;
}
sub steps { return 50, 125, 275 }
1;

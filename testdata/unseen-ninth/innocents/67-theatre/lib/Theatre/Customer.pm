package Theatre::Customer;
use Mojo::Base -base, -signatures;
use feature 'current_sub';
use Scalar::Util qw(weaken);

# Somebody in front of the plan of the hall. The plan follows the sales as
# long as the customer looks at it.

has [qw(hall name)];
has plan  => sub { {} };
has heard => sub { {} };

sub enter ($self) {
    weaken(my $me = $self);
    for my $event (qw(taken free)) {
        $self->heard->{$event} = $self->hall->on($event => sub ($hall, $row, $seat, @) {
            $me->plan->{"$row-$seat"} = $event if $me;
        });
    }
    return $self;
}

# the next free seats side by side, looked for row by row
sub choose ($self, $count, $row = 0) {
    my $seats = $self->hall->seats;
    my $search = sub ($r) {
        return if $r > $#$seats;
        my $run = 0;
        for my $s (0 .. 29) {
            $run = $seats->[$r][$s] ? 0 : $run + 1;
            return [ $r, $s - $count + 1 ] if $run == $count;
        }
        return __SUB__->($r + 1);
    };
    return $search->($row);
}

sub leave ($self) {
    $self->hall->unsubscribe($_ => delete $self->heard->{$_}) for keys %{ $self->heard };
    return $self;
}

1;

package Green::House;
use strict;
use warnings;
use POE;
use Green::Plant;
use Green::Climate;

# keeps as many plants as are wanted; every plant is a session

sub spawn {
    my ($class, %args) = @_;
    my $self = bless {%args, wanted => 0, plants => {}, serial => 0, harvested => {}, climate => Green::Climate->new(minutes => 60)}, $class;
    POE::Session->create(object_states => [$self => {_start => 'start', wanted => 'wanted', harvest => 'harvest', minute => 'minute'}]);
    return $self;
}

sub start {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    $kernel->alias_set('house');
    $kernel->delay(minute => $self->{interval});
    return;
}

sub wanted { my ($self, $count) = @_[OBJECT, ARG0]; $self->{wanted} = $count; return }

sub minute {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    my $air = $self->{climate}->minute;
    while (keys %{ $self->{plants} } < $self->{wanted}) {
        my $number = ++$self->{serial};
        my $kind   = (qw(tomato basil cress pepper))[$number % 4];
        $self->{plants}{$number} = Green::Plant->spawn(number => $number, kind => $kind, bed => $number % $self->{beds});
    }
    $kernel->post($_ => grow => $air) for values %{ $self->{plants} };
    $kernel->delay(minute => $self->{interval});
    return;
}

sub harvest {
    my ($self, $number, $kind, $grams) = @_[OBJECT, ARG0 .. ARG2];
    delete $self->{plants}{$number};
    $self->{harvested}{$kind} += $grams;
    return;
}

sub summary {
    my $self = shift;
    my $sum  = 0;
    $sum += $_ for values %{ $self->{harvested} };
    return sprintf '%d plants now, %d ever, %d g', scalar keys %{ $self->{plants} }, $self->{serial}, $sum;
}

1;

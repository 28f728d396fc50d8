package Chess::Clock;
use v5.20;
use warnings;
use Hash::Util::FieldHash qw(fieldhashes id);

# Inside-out: the fields of a clock go away together with the clock.
fieldhashes \my (%minutes, %left, %turn, %flag, %moves);

sub new {
    my ($class, $min) = @_;
    my $self = bless \do { my $x = '' }, $class;
    $minutes{$self} = $min;
    $left{$self}    = [$min * 60, $min * 60];
    $turn{$self}    = 0;
    $moves{$self}   = [];
    return $self;
}

sub press {
    my ($self, $seconds) = @_;
    my $who = $turn{$self};
    $left{$self}[$who] -= $seconds;
    push @{ $moves{$self} }, $seconds;
    $turn{$self} = 1 - $who;
    if ($left{$self}[$who] <= 0 and my $call = $flag{$self}) {
        $call->($who);
        return 0;
    }
    return 1;
}

sub on_flag { my ($self, $call) = @_; $flag{$self} = $call; return $self }

sub left  { my ($self, $who) = @_; return $left{$self}[$who] }
sub moves { my $self = shift; return scalar @{ $moves{$self} } }

1;

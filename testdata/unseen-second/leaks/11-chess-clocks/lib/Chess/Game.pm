package Chess::Game;
use v5.20;
use warnings;
use Chess::Clock;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, result => undef, log => []}, $class;
    $self->{clock} = Chess::Clock->new($arg{minutes});
    return $self;
}

sub play {
    my $self  = shift;
    my $clock = $self->{clock};
    my $log   = $self->{log};
    $clock->on_flag(sub {
        my $who = shift;
        push @$log, 'flag of ' . (qw(white black))[$who] . ' after ' . $clock->moves . ' moves';
        $self->{result} //= $who ? '1-0' : '0-1';
    });
    until ($self->{result}) {
        $clock->press(5 + int rand 25) or last;
        next if rand() > 0.02;
        $self->{result} = (qw(1-0 0-1 draw))[rand 3];
    }
    push @$log, "$self->{white} - $self->{black} $self->{result}";
    return $self->{result};
}

sub line { $_[0]{log}[-1] }

1;

package Herd::Shepherd;
use strict;
use warnings;
use POE;
use Herd::Collar;

sub new {
    my ($class, %args) = @_;
    return bless {ticks => 0, serial => 0, collar => {}, replaced => 0, strays => 0, %args}, $class;
}

sub tick {
    my ($self) = @_;
    my $tick = ++$self->{ticks};
    $self->_switch_on for 1 .. delete $self->{worn_out} // 0;
    $self->_switch_on if $tick % 8 == 0 && $self->collars < $self->{most};
    for my $number (keys %{$self->{collar}}) {
        next if ($tick + $number) % 4;
        POE::Kernel->post("collar $number", report => $tick);
    }
    return;
}

sub _switch_on {
    my ($self) = @_;
    my $number = ++$self->{serial};
    $self->{collar}{$number} = Herd::Collar->spawn(
        number   => $number,
        meadow   => $self->{meadow},
        shepherd => $self,
        at       => [$number % 90, ($number * 3) % 60],
        battery  => $self->{battery} + $number % 40,
    );
    return;
}

sub heard {
    my ($self, $collar, $tick) = @_;
    $self->{strays}++ unless $self->{meadow}->inside($collar->place);
    return unless $collar->empty;
    POE::Kernel->post($collar->alias, 'retire');
    delete $self->{collar}{$collar->{number}};
    $self->{replaced}++;
    $self->{worn_out}++;
    return;
}

sub go_home {
    my ($self) = @_;
    POE::Kernel->post("collar $_", 'retire') for keys %{$self->{collar}};
    return;
}

sub ticks    { $_[0]{ticks} }
sub collars  { return scalar keys %{$_[0]{collar}} }
sub replaced { $_[0]{replaced} }
sub strays   { $_[0]{strays} }

1;

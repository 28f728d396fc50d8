package Garden::Season;
use Moo;
use Class::Method::Modifiers qw(install_modifier);

has name   => (is => 'ro', required => 1);
has week   => (is => 'ro', required => 1);
has factor => (is => 'ro', required => 1);

my %FACTOR = (winter => 0, spring => .8, summer => 1.5, autumn => .6);

sub of {
    my ($class, $week) = @_;
    my $name = (qw(winter spring summer autumn))[ ($week % 52) / 13 ];
    return $class->new(name => $name, week => $week, factor => $FACTOR{$name});
}

# the tasks behave differently in each season
sub prepare {
    my ($self, $class) = @_;
    my $factor = $self->factor;
    my $week   = $self->week;
    my %seen;

    install_modifier($class, 'around', 'water', sub {
        my ($orig, $tasks, $bed, $litres) = @_;
        # not twice in one go
        return $orig->($tasks, $bed, $litres) if $tasks->{_season_done} || $seen{$bed}++ > 50;
        local $tasks->{_season_done} = $week;
        return $orig->($tasks, $bed, $litres * $factor);
    });

    if ($self->name eq 'winter' && $week % 4 == 0) {
        install_modifier($class, 'before', 'weed', sub { $seen{weed}++ });
    }
    return $self;
}

1;

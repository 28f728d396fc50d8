package Claims::Generator;
use Moo;

has count    => (is => 'ro', init_arg => 'policies', default => 10);
has policies => (is => 'lazy', init_arg => undef);
has number   => (is => 'rw', default => 0);

my @CAUSES = qw(wind hail flood tree lightning);
my @ITEMS  = qw(roof window fence chimney shed gutter);

sub _build_policies {
    my ($self) = @_;
    my %policies;
    for my $n (1 .. $self->count) {
        $policies{"P$n"} = {
            from   => $n % 20,
            to     => 300 - $n % 25,
            excess => 100 + 50 * ($n % 4),
            covers => {map { $_ => 1 } @CAUSES[0 .. 3 + $n % 2]},
        };
    }
    return \%policies;
}

sub next_claim {
    my ($self) = @_;
    my $n = $self->number($self->number + 1);
    $n = $self->number;
    return {
        number => sprintf('C%05d', $n),
        policy => 'P' . (1 + $n % ($self->count + 2)),
        day    => ($n * 11) % 310,
        cause  => $CAUSES[$n % @CAUSES],
        items  => [map { {name => $ITEMS[($n + $_) % @ITEMS], price => 40 * (1 + ($n * $_) % 30)} } 1 .. 1 + $n % 4],
    };
}

1;

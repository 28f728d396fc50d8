package Label::Station;
use Mojo::Base -base, -signatures;

has client  => undef;
has open    => 0;
has printed => 0;
has refused => 0;
has recent  => sub { [] };

my @goods = ('flour 550', 'oats', 'rye, whole', 'spelt', 'buckwheat', 'semolina');

sub submit ($self) {
    state $bag = 0;
    my $label = sprintf 'bag %06d %s %d g', ++$bag, $goods[rand @goods], 500 + 250 * int rand 4;
    $self->open($self->open + 1);
    $self->client->send_p($label)->then(
        sub ($number) { $self->printed($self->printed + 1); $self->remember("$label = job $number") },
        sub ($error)  { $self->refused($self->refused + 1); $self->remember("$label: $error") },
    )->finally(sub { $self->open($self->open - 1) });
    return $self;
}

sub remember ($self, $text) {
    my $recent = $self->recent;
    unshift @$recent, $text;
    $#$recent = 29 if @$recent > 30;
    return;
}

sub line ($self) { join ', ', $self->printed . ' printed', $self->refused . ' refused', $self->open . ' open' }

1;

package Chess::Game;
use Moo;

has white => (is => 'ro', required => 1);
has black => (is => 'ro', required => 1);
has moves => (is => 'ro', default => sub { [] });
has limit => (is => 'ro', default => sub { 15 + int rand 30 });

sub BUILD {
    my ($self) = @_;
    $_->game($self) for $self->white, $self->black;
}

sub move {
    my ($self) = @_;
    my $m = $self->moves;
    push @$m, join '', (qw(a b c d e f g h))[ rand 8 ], 1 + int rand 8;
    return @$m >= $self->limit;
}

sub end {
    my ($self) = @_;
    my $points = (0, 0.5, 1)[ rand 3 ];
    $self->white->result($points);
    $self->black->result(1 - $points);
    $_->game(undef) for $self->white, $self->black;
    return $points;
}

1;

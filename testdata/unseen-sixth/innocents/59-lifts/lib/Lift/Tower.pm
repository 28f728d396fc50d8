package Lift::Tower;
use Moose;
use Lift::Ride;

has lifts  => (is => 'ro', isa => 'Int', default => 2);
has floors => (is => 'ro', isa => 'Int', default => 10);
has clock  => (is => 'rw', isa => 'Num', default => 6 * 3600);
has where  => (is => 'ro', isa => 'ArrayRef', lazy => 1, default => sub { [ (0) x $_[0]->lifts ] });

sub forward { my ($self, $s) = @_; $self->clock($self->clock + $s) }

sub ride {
    my ($self, $from, $to) = @_;
    my ($best) = sort { abs($self->where->[$a] - $from) <=> abs($self->where->[$b] - $from) } 0 .. $self->lifts - 1;
    my $wait = 4 * abs($self->where->[$best] - $from) + rand 10;
    $self->where->[$best] = $to;
    my @stops = grep { rand() < .2 } ($from < $to ? $from .. $to : $to .. $from);
    return Lift::Ride->new(lift => $best, from => $from, to => $to, at => $self->clock, waited => $wait, stops => \@stops);
}

no Moose;
__PACKAGE__->meta->make_immutable;
1;

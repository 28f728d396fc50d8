package Chess::Game;
use Moose;

has id    => (is => 'ro', required => 1);
has white => (is => 'ro', required => 1);
has black => (is => 'ro', required => 1);
has lobby => (is => 'ro', weak_ref => 1);
has moves => (is => 'ro', isa => 'ArrayRef', default => sub { [] });
has board => (is => 'ro', isa => 'ArrayRef', default => sub { [ (0) x 64 ] });

sub BUILD { my ($self) = @_; $self->lobby->register($self); return }

sub move {
    my ($self, $from, $to) = @_;
    @{ $self->board }[ $from, $to ] = (0, 1);
    push @{ $self->moves }, "$from-$to";
    return scalar @{ $self->moves };
}

sub DEMOLISH {
    my ($self) = @_;
    $self->lobby->forget($self->id, $self->white, $self->black) if $self->lobby;
    return;
}

__PACKAGE__->meta->make_immutable;
1;

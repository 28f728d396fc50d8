package BoxOffice::Model::Holds;
use Moose;
extends 'Catalyst::Model';

has slots => (is => 'ro', default => 64);
has hand  => (is => 'rw', default => 0);
has seat  => (is => 'ro', default => sub { {} });
has wheel => (is => 'ro', lazy => 1, default => sub { [map { [] } 1 .. $_[0]->slots] });

sub hold {
    my ($self, $show, $seat, $name) = @_;
    my $key = "$show/$seat";
    return 0 if $self->seat->{$key};
    my $h = $self->seat->{$key} = { show => $show, seat => $seat, name => $name };
    push @{ $self->wheel->[ $self->hand ] }, $key;
    return 1;
}

sub release {
    my ($self, $name) = @_;
    my @mine = grep { $self->seat->{$_}{name} eq $name } @{ $self->wheel->[ $self->hand ] };
    return scalar map { delete $self->seat->{$_} } @mine;
}

sub advance {
    my $self = shift;
    $self->hand(($self->hand + 1) % $self->slots);
    my $due = $self->wheel->[ $self->hand ];
    $self->wheel->[ $self->hand ] = [];
    delete $self->seat->{$_} for @$due;
}

__PACKAGE__->meta->make_immutable;
1;

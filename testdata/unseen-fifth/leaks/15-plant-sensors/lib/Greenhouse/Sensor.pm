package Greenhouse::Sensor;
use Moose;
use Scalar::Util qw(weaken);

has name     => (is => 'ro', isa => 'Str', required => 1);
has values   => (is => 'ro', isa => 'ArrayRef', default => sub { [] });
has watchers => (is => 'rw', isa => 'ArrayRef', default => sub { [] });

# the sensors must not keep the views alive
sub attach {
    my ($self, $view) = @_;
    my $watchers = $self->watchers;
    push @$watchers, $view;
    weaken($watchers->[-1]);
    return;
}

sub measure {
    my ($self, $value) = @_;
    push @{ $self->values }, $value;
    shift @{ $self->values } if @{ $self->values } > 60;
    $self->tidy;
    $_->changed($self->name, $value) for @{ $self->watchers };
    return;
}

# views that are gone leave an undefined place
sub tidy {
    my ($self) = @_;
    $self->watchers([grep {defined} @{ $self->watchers }]);
    return;
}

__PACKAGE__->meta->make_immutable;

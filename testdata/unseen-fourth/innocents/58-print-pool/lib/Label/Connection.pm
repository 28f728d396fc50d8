package Label::Connection;
use Moose;

has number   => (is => 'ro', isa => 'Int', required => 1);
has handlers => (is => 'ro', isa => 'HashRef', default => sub { {} });
has jobs     => (is => 'rw', isa => 'Int', default => 0);
has left     => (is => 'rw', isa => 'Int', default => 0);
has label    => (is => 'rw', clearer => 'clear_label');

sub on { my ($self, $event, $code) = @_; push @{ $self->handlers->{$event} }, $code; return $self }
sub emit { my ($self, $event) = @_; $_->($self) for @{ $self->handlers->{$event} || [] }; return }
sub worn_out { return shift->jobs >= 40 }

sub send {
    my ($self, $label) = @_;
    $self->label($label);
    $self->left($label->{copies} + 1);
    $self->jobs($self->jobs + 1);
    return;
}

sub tick {
    my $self = shift;
    $self->left($self->left - 1);
    return if $self->left > 0;
    $self->clear_label;
    $self->emit(rand() < 0.002 ? 'broken' : 'done');
    return;
}

__PACKAGE__->meta->make_immutable;
1;

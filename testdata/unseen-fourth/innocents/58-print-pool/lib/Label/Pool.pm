package Label::Pool;
use Moose;
use Scalar::Util qw(weaken);
use Label::Connection;

has max     => (is => 'ro', isa => 'Int', default => 8);
has idle    => (is => 'ro', isa => 'ArrayRef', default => sub { [] });
has busy    => (is => 'ro', isa => 'HashRef',  default => sub { {} });
has backlog => (is => 'ro', isa => 'ArrayRef', default => sub { [] });
has made    => (is => 'rw', isa => 'Int', default => 0);
has printed => (is => 'rw', isa => 'Int', default => 0);

sub _connection {
    my $self = shift;
    return pop @{ $self->idle } if @{ $self->idle };
    return if keys %{ $self->busy } >= $self->max;
    $self->made($self->made + 1);
    my $connection = Label::Connection->new(number => $self->made);
    weaken $self;
    $connection->on(done   => sub { $self->give_back(@_) });
    $connection->on(broken => sub { delete $self->busy->{ shift->number } });
    return $connection;
}

sub print_label {
    my ($self, $label) = @_;
    my $connection = $self->_connection;
    if (!$connection) {
        push @{ $self->backlog }, $label;
        return;
    }
    $self->busy->{ $connection->number } = $connection;
    $connection->send($label);
    return;
}

sub give_back {
    my ($self, $connection) = @_;
    $self->printed($self->printed + 1);
    delete $self->busy->{ $connection->number };
    push @{ $self->idle }, $connection unless $connection->worn_out;
    my $label = shift @{ $self->backlog };
    $self->print_label($label) if $label;
    return;
}

sub tick {
    my $self = shift;
    $_->tick for map { $self->busy->{$_} // () } sort { $a <=> $b } keys %{ $self->busy };
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d labels, %d connections made, %d busy, %d idle, %d labels wait', $self->printed, $self->made,
        scalar keys %{ $self->busy }, scalar @{ $self->idle }, scalar @{ $self->backlog };
}

__PACKAGE__->meta->make_immutable;
1;

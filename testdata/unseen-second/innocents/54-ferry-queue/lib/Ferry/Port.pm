package Ferry::Port;
use Moo;
use Ferry::Car;

has room   => (is => 'ro', required => 1);
has boats  => (is => 'ro', default => sub { [] });
has lanes  => (is => 'ro', default => sub { {resident => [], visitor => []} });
has waits  => (is => 'ro', default => sub { [] });    # the last waiting times
has turned => (is => 'rw', default => 0);
has served => (is => 'rw', default => 0);

sub add_boat { my ($self, $boat) = @_; push @{ $self->boats }, $boat; return $self }

sub waiting { my $self = shift; my $n = 0; $n += @$_ for values %{ $self->lanes }; return $n }

sub arrive {
    my ($self, $minute, $lane) = @_;
    return $self->turned($self->turned + 1) if $self->waiting >= $self->room;
    my $dice = rand;
    my $car  = Ferry::Car->new(
        kind    => $dice < 0.8 ? 'car' : $dice < 0.97 ? 'van' : 'bus',
        persons => 1 + int rand 4,
        arrived => $minute,
        port    => $self,
        on_board => sub { my ($car, $wait) = @_; $car->port->boarded($wait) },
    );
    push @{ $self->lanes->{$lane} }, $car;
    return;
}

sub boarded {
    my ($self, $wait) = @_;
    $self->served($self->served + 1);
    push @{ $self->waits }, $wait;
    shift @{ $self->waits } if @{ $self->waits } > 100;
    return;
}

sub minute {
    my ($self, $minute) = @_;
    for my $boat (grep { $_->at_port($minute) } @{ $self->boats }) {
        $boat->deck([]);
        next if $minute % 10;
        $boat->load($minute, $self->lanes->{resident}) || $boat->load($minute, $self->lanes->{visitor});
    }
    return;
}

sub text { my $self = shift; return sprintf '%d served, %d waiting, %d turned away', $self->served, $self->waiting, $self->turned }

1;

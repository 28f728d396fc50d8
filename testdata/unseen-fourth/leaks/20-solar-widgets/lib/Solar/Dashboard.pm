package Solar::Dashboard;
use Moo;
use Solar::Widget;

has sources => (is => 'ro', required => 1);
has open    => (is => 'ro', default  => sub { {} });
has count   => (is => 'rw', default  => 0);
has updates => (is => 'rw', default  => 0);

sub visitor {
    my $self   = shift;
    my $number = $self->count($self->count + 1);
    my $widget = Solar::Widget->new(kind => rand() < 0.5 ? 'gauge' : 'line', ttl => 1 + int rand 5);
    my @sources = @{ $self->sources };
    $_->watch($widget) for rand() < 0.3 ? @sources : $sources[ rand @sources ];
    $self->open->{$number} = $widget;
    return;
}

# widgets are closed after a while
sub tidy {
    my $self = shift;
    for my $number (keys %{ $self->open }) {
        my $widget = $self->open->{$number};
        next if $widget->ttl($widget->ttl - 1) > 0;
        $self->updates($self->updates + $widget->updates);
        delete $self->open->{$number};
    }
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d widgets so far, %d open, %d updates', $self->count, scalar keys %{ $self->open }, $self->updates;
}

1;

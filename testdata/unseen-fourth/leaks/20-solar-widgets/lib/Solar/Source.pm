package Solar::Source;
use Moo;
use Scalar::Util qw(weaken);

has name    => (is => 'ro', required => 1);
has peak    => (is => 'ro', default  => 10);
has clock   => (is => 'rw', default  => 0);
has history => (is => 'ro', default  => sub { [] });
has views   => (is => 'ro', default  => sub { [] });

# The source must not keep a view alive, so it holds it weakly.
sub watch {
    my ($self, $view) = @_;
    push @{ $self->views }, $view;
    weaken($self->views->[-1]);
    return $view;
}

sub notify {
    my ($self, $value) = @_;
    for my $view (@{ $self->views }) {
        next unless $view;
        $view->update($self->name, $value);
    }
    return;
}

sub measure {
    my $self  = shift;
    my $hour  = ($self->clock / 4) % 24;
    my $light = $hour > 6 && $hour < 20 ? sin(($hour - 6) / 14 * 3.1416) : 0;
    my $value = $self->peak * $light * (0.6 + rand 0.4);
    $self->clock($self->clock + 1);
    push @{ $self->history }, $value;
    shift @{ $self->history } if @{ $self->history } > 96;
    $self->notify($value);
    return $value;
}

1;

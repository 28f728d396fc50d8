package Chess::Player;
use Moo;

has name   => (is => 'ro', required => 1);
has rating => (is => 'rw', default => 1200);
has game   => (is => 'rw', weak_ref => 1);
has form   => (is => 'ro', default => sub { [] });

sub in_game { defined $_[0]->game }

# The last ten results.
sub result {
    my ($self, $points) = @_;
    my $form = $self->form;
    push @$form, { points => $points, rating => $self->rating };
    shift @$form if @$form > 10;
    $self->rating($self->rating + 8 * ($points - 0.5));
    return;
}

1;

package Render::Job;
use Moo;

has [qw(id artist scene frames)] => (is => 'ro', required => 1);
has next_frame => (is => 'rw', default => 1);
has retries    => (is => 'rw', default => 0);

sub finished { return $_[0]->next_frame > $_[0]->frames }

sub cost {
    my ($self, $frame) = @_;
    my %weight = (harbour => 4, attic => 2, storm => 9, market => 5);
    return $weight{$self->scene} * (1 + $frame / 10);
}

1;

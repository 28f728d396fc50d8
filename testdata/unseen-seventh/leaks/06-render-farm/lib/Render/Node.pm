package Render::Node;
use Moo;

has name    => (is => 'ro', required => 1);
has speed   => (is => 'lazy');
has minutes => (is => 'rw', default => 0);

sub _build_speed { my ($n) = $_[0]->name =~ /(\d+)/; return 1 + $n / 4 }

sub render {
    my ($self, $job, $frame) = @_;
    my $seconds = $job->cost($frame) / $self->speed;
    $self->minutes($self->minutes + $seconds / 60);
    return $seconds;
}

1;

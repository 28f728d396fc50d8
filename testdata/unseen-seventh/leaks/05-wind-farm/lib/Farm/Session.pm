package Farm::Session;
use Mojo::Base -base, -signatures;

has [qw(id turbine)];
has alive  => 1;
has frames => 0;
has last   => sub { {} };
has log    => sub { [] };

sub count_frame ($self, $reading) {
    $self->frames($self->frames + 1);
    $self->last($reading);
}

sub command ($self, $what, $value) {
    push @{$self->log}, "$what=$value";
    $self->turbine->limit($value) if $what eq 'limit';
}

sub end ($self, $why) {
    $self->alive(0);
    push @{$self->log}, "end=$why";
}

1;

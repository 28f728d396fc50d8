package Tram::Riders;
use Mojo::Base -base, -signatures;

has board   => undef;
has present => sub { [] };
has count   => 0;

sub step ($self) {
    my $present = $self->present;
    for (1 .. 3) {
        next if rand() < 0.4;
        if (@$present < 25 + int rand 15) {
            my $id = $self->count;
            $self->count($id + 1);
            push @$present, $id;
            $self->board->open($id, 1 + int rand 9);
        }
        else {
            $self->board->close(splice @$present, rand @$present, 1) for 1 .. 2;
        }
    }
    return;
}

1;

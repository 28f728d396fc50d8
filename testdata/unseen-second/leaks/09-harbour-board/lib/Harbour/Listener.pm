package Harbour::Listener;
use Mojo::Base 'Mojo::EventEmitter', -signatures, -async_await;

has radio => undef;
has board => undef;
has count => 0;

async sub run ($self) {
    while (1) {
        my $message = await $self->radio->next_p;
        $self->handle($message);
        $self->emit(handled => $self->count);
    }
}

sub handle ($self, $message) {
    $self->count($self->count + 1);
    my $board = $self->board;
    my $text
        = $message->{way} eq 'in'
        ? $board->arrival($message->{ship})
        : $board->departure($message->{ship});
    return $text;
}

1;

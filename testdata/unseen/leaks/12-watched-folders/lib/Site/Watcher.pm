package Site::Watcher;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Mojo::IOLoop;
use Scalar::Util qw(weaken);
use Site::Scan;

has 'root';
has interval => 1;
has rounds   => 0;
has cache    => sub { {} };

# emits "changed" with the files that are new or newer, then "checked"

sub start ($self) {
    weaken $self;
    $self->{timer} = Mojo::IOLoop->recurring($self->interval => sub { $self->check });
    return $self;
}

sub stop ($self) {
    Mojo::IOLoop->remove(delete $self->{timer}) if $self->{timer};
    return $self;
}

sub check ($self) {
    my $cache = $self->cache;
    my (@changed, %there);
    for my $file (@{ Site::Scan->files($self->root) }) {
        my ($name, $stamp) = @$file;
        $there{$name} = 1;
        push @changed, $name if !$cache->{$name} || $cache->{$name} ne $stamp;
        $cache->{$name} = $stamp;
    }
    delete @$cache{ grep { !$there{$_} } keys %$cache };
    $self->emit(changed => \@changed) if @changed;
    $self->rounds($self->rounds + 1);
    $self->emit(checked => $self->rounds);
    return scalar @changed;
}

sub DESTROY ($self) { $self->stop if Mojo::IOLoop->can('remove'); return }

1;

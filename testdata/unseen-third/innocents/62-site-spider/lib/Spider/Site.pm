package Spider::Site;
use Mojo::Base -base, -signatures;
use Mojo::Promise;
use Mojo::DOM;

has pages   => 100;
has version => 0;

sub links ($self, $n) { return map { ($n * $_ + $self->version + $_) % $self->pages } 1 .. 4 }

sub html ($self, $n) {
    return "<html><title>Page $n</title><body>" . join('', map {qq(<p><a href="/page/$_">see $_</a></p>)} $self->links($n)) . '</body></html>';
}

sub get_p ($self, $path) {
    return Mojo::Promise->timer(0.001 + rand 0.002)->then(sub {
        my ($n) = $path =~ /(\d+)/;
        return Mojo::DOM->new($self->html($n));
    });
}

sub change ($self) { return $self->version(($self->version + 1) % 10) }

1;

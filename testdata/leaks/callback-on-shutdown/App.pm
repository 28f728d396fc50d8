package Server;
use Mojo::Base -base;
use Mojo::Promise;

has closed => sub { Mojo::Promise->new };

sub serve {
    my ($self, $n) = @_;
    my $session = { id => $n, data => "data of session $n" };
    $self->closed->then(sub { $session->{ended} = 1 });
    return $session->{id};
}

package App;
my $server = Server->new;
sub work { my (undef, $n) = @_; $server->serve($n); return }
1;

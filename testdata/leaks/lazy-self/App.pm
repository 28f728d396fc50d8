package App::Range;
use strict;
use warnings;
use Attributes;

has client  => ();
has key     => ();
has headers => (lazy => 1);
has request => (lazy => 1);

sub _build_headers { return { type => 'application/json' } }

# sends once, and remembers that in itself
sub _build_request {
    my $self = shift;
    $self->client->{sent}{ $self->headers->{type} }++;
    return $self;
}

package App;
my $client = { sent => {} };

sub work { my ($class, $n) = @_; App::Range->new(client => $client, key => "k$n")->request; return }

1;

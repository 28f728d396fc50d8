package App::Channel;
use strict;
use warnings;
use constant { ID => 0, CONSUMERS => 1, WAITING => 2, STATS => 3 };

sub new { my ($class, $id) = @_; return bless [ $id, {}, [], {} ], $class }

sub deliver {
    my ($self, $body) = @_;
    my $message = { tag => ++$self->[STATS]{in}, body => $body };

    # stays when it is acknowledged
    push @{ $self->[WAITING] }, $message;
    $self->[CONSUMERS]{ length $body }++;
    return $self->ack($message);
}

sub ack { my ($self, $message) = @_; return $self->[STATS]{acked} = $message->{tag} }

package App;
my $channel = App::Channel->new(1);

sub work { my ($class, $n) = @_; return $channel->deliver("message $n") }

1;

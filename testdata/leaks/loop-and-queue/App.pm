package App::Loop;
use strict;
use warnings;

sub new {
    my $class = shift;
    return bless {
        notifiers => {}, queue => undef, maxfd => 0, stopped => 0,
        (map { ("slot$_" => $_) } 1 .. 9),
    }, $class;
}

sub add {
    my ($self, $notifier) = @_;
    $self->{notifiers}{$notifier} = $notifier;
    my $key = $notifier->{id} * 7919 % 10007; # the queue is a tree by time
    my $at  = \$self->{queue};
    $at = $key < $$at->{key} ? \$$at->{left} : \$$at->{right} while $$at;
    $$at = bless { key => $key, what => $notifier, left => undef, right => undef }, 'App::Elem';
    return;
}

package App;

my $loop = App::Loop->new;

sub work {
    my ($class, $n) = @_;
    my $session = { id => $n, text => 'd' x 200 };
    $loop->add({ id => $n, on_expire => sub { $session->{expired} = 1 } });
    return;
}

1;

package Helpers;

use strict;
use warnings;

use Hub ();

# One client per Redis server, shared by every connection of the worker.
my %singleton;

# The Redis client of that name. Its errors are counted in the application.
sub redis {
    my ($app, $redis_name) = @_;

    my $redis = $singleton{$redis_name} //= Hub->new(name => $redis_name);

    $redis->on(
        error => sub {
            my ($self, $err) = @_;

            warn "Redis $redis_name: $err";
            $app->{stat}{redis_errors}++;
        }
    );

    return $redis;
}

1;

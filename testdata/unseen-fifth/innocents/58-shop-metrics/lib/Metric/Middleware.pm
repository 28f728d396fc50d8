package Metric::Middleware;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(counts routes hour);
use Time::HiRes ();

my @LIMITS = (0.001, 0.01, 0.1, 1);

sub call {
    my ($self, $env) = @_;
    my $start = Time::HiRes::time();
    my $res   = $self->app->($env);
    return $self->response_cb(
        $res,
        sub {
            my ($response) = @_;
            $self->count($env, $response->[0], Time::HiRes::time() - $start);
            return;
        }
    );
}

sub count {
    my ($self, $env, $status, $took) = @_;
    my $counts = $self->counts;

    # the total is counted by route, not by path: a small number of series
    my ($route) = grep { $env->{PATH_INFO} =~ $self->routes->[$_] } 0 .. $#{ $self->routes };
    my $label  = join '|', $route // 'other', $env->{REQUEST_METHOD}, substr($status, 0, 1) . 'xx';
    my $series = $counts->{total}{$label} ||= { count => 0, sum => 0, buckets => [(0) x (@LIMITS + 1)] };
    $series->{count}++;
    $series->{sum} += $took;
    my ($bucket) = grep { $took <= $LIMITS[$_] } 0 .. $#LIMITS;
    $series->{buckets}[ $bucket // scalar @LIMITS ]++;

    # the paths are only kept for the current hour
    my $hour = $self->hour->();
    if (($counts->{hour} // -1) != $hour) {
        $counts->{hour}  = $hour;
        $counts->{paths} = {};
    }
    my $path = $counts->{paths}{ $env->{PATH_INFO} } ||= { count => 0, last => [] };
    $path->{count}++;
    push @{ $path->{last} }, sprintf '%.5f', $took;
    shift @{ $path->{last} } if @{ $path->{last} } > 5;
    return;
}

1;

package OpenData::Throttle;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(requests window clock seen);

sub prepare_app {
    my ($self) = @_;
    $self->requests(60) unless $self->requests;
    $self->window(60) unless $self->window;
    $self->clock(sub {time}) unless $self->clock;
    $self->seen({});
}

sub call {
    my ($self, $env) = @_;
    my $address = $env->{REMOTE_ADDR} // 'unknown';
    my ($allowed, $wait) = $self->_admit($address);
    return $self->_refuse($wait) unless $allowed;
    my $response = $self->app->($env);
    return $self->response_cb($response, sub {
        my ($res) = @_;
        push @{$res->[1]}, 'X-RateLimit-Limit' => $self->requests;
    });
}

sub _admit {
    my ($self, $address) = @_;
    my $now   = $self->clock->();
    my $since = $now - $self->window;
    my $times = $self->seen->{$address} //= [];
    @$times = grep { $_ > $since } @$times;
    return (0, $times->[0] - $since) if @$times >= $self->requests;
    push @$times, $now;
    return (1, 0);
}

sub _refuse {
    my ($self, $wait) = @_;
    my $text = "too many requests, try again in $wait seconds";
    return [429, ['Content-Type' => 'text/plain', 'Retry-After' => $wait], [$text]];
}

1;

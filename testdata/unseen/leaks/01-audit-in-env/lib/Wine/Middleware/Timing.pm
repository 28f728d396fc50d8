package Wine::Middleware::Timing;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(window times);
use Time::HiRes qw(time);

sub prepare_app { my $self = shift; $self->times([]); $self->window($self->window || 100) }

sub call {
    my ($self, $env) = @_;
    my $started = time;
    my $res     = $self->app->($env);
    return $self->response_cb($res, sub {
        my $res   = shift;
        my $times = $self->times;
        push @$times, [$env->{PATH_INFO}, time - $started, $res->[0]];
        shift @$times while @$times > $self->window;
        return;
    });
}

1;

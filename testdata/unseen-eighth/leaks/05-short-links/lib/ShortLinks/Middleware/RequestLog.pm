package ShortLinks::Middleware::RequestLog;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(fh threshold);

# Gives the application a psgix.logger whose lines carry the request they
# belong to.

my %RANK = (debug => 1, info => 2, warn => 3, error => 4, fatal => 5);

sub call {
    my ($self, $env) = @_;

    my $min = $RANK{ $self->threshold || 'debug' };
    $env->{'psgix.logger'} = sub {
        my ($entry) = @_;
        return if $RANK{ $entry->{level} } < $min;
        printf { $self->fh } "[%s] %s %s: %s\n",
            $entry->{level}, $env->{REMOTE_ADDR} // '-', $env->{PATH_INFO}, $entry->{message};
        return;
    };

    my $res = $self->app->($env);
    return $self->response_cb($res, sub {
        my ($r) = @_;
        printf { $self->fh } "%s %d\n", $env->{PATH_INFO}, $r->[0] if $min <= 2;
        return;
    });
}

1;

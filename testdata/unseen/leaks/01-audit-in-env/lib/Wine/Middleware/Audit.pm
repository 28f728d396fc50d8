package Wine::Middleware::Audit;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(limit);

# gives the application a logger in $env->{'wine.audit'}, like psgix.logger

my @trail;    # the last lines, for /admin

sub call {
    my ($self, $env) = @_;
    my $limit = $self->limit || 100;
    my $note  = sub {
        my $text = shift;
        push @trail, join ' ', $env->{REQUEST_METHOD}, $env->{PATH_INFO}, $env->{REMOTE_ADDR} || '-', $text;
        shift @trail while @trail > $limit;
        return;
    };
    $env->{'wine.audit'} = $note;
    return $self->app->($env);
}

sub trail { return \@trail }

1;

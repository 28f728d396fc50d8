package Gallery::Links;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(base);
use Plack::Request;

# Puts two helpers into the environment: one builds links, one tells whether
# a path is that of the current page.

sub call {
    my ($self, $env) = @_;
    my $request = Plack::Request->new($env);
    my $base    = $self->base;
    $env->{'gallery.link'} = sub {
        my @parts = @_;
        return join '/', $base, @parts;
    };
    $env->{'gallery.is_here'} = sub {
        my $path = shift;
        return $request->path_info eq $path;
    };
    return $self->app->($env);
}

1;

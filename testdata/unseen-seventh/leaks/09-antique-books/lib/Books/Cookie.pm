package Books::Cookie;
use strict;
use warnings;
no warnings 'recursion';
use parent 'Plack::Middleware';
use Plack::Util;
use Plack::Util::Accessor qw(cookie secure options);

sub prepare_app {
    my ($self) = @_;
    $self->options({
        path     => '/',
        httponly => 1,
        samesite => 'Lax',
        secure   => $self->secure ? 1 : 0,
    });
}

sub call {
    my ($self, $env) = @_;
    my $id = $self->_read($env) // $self->_fresh($env);
    $env->{'books.session'}{$self->cookie} = $id;
    my $res = $self->app->($env);
    return $self->response_cb($res, sub {
        my ($response) = @_;
        Plack::Util::header_set($response->[1], 'Set-Cookie', $self->_bake($id));
    });
}

sub _read {
    my ($self, $env) = @_;
    my $name = $self->cookie;
    my ($id) = ($env->{HTTP_COOKIE} // '') =~ /\b\Q$name\E=(\w+)/;
    return $id;
}

sub _fresh { my ($self, $env) = @_; return join '', map { chr 97 + ($_ * 7 + length $env->{PATH_INFO}) % 26 } 1 .. 12 }

sub _bake {
    my ($self, $id) = @_;
    my $o = $self->options;
    return join '; ', $self->cookie . "=$id", "path=$o->{path}", ($o->{secure} ? 'secure' : ()), ($o->{httponly} ? 'HttpOnly' : ());
}

1;

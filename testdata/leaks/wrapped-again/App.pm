package App::Stamp;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util::Accessor qw(text options);

sub prepare_app { my ($self) = @_; $self->options({ text => $self->text }); return }
sub call { my ($self, $env) = @_; return $self->app->($env) }

package App::Site;

sub new { my ($class) = @_; return bless { pages => { front => 'hello' } }, $class }

sub to_psgi {
    my ($self) = @_;
    my $app = sub { return [ 200, [], [ $self->{pages}{front} ] ] };
    return sub {
        my ($env) = @_;
        $app = App::Stamp->wrap($app, text => "stamp $env->{n}") if $env->{configure};
        return [ 204, [], [] ];
    };
}

package App;
my $app = App::Site->new->to_psgi;
sub work { my (undef, $n) = @_; $app->({ n => $n, configure => 1 }); return }
1;

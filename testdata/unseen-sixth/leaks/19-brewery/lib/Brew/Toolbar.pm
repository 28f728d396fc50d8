package Brew::Toolbar;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util;
use Time::HiRes qw(time);

# a small bar at the foot of each page: time taken and the app's notes

my %panel_of;
my $next = 0;

sub call {
    my ($self, $env) = @_;
    my $id    = ++$next;
    my $panel = Brew::Toolbar::Panel->new(id => $id, start => time, path => $env->{PATH_INFO});
    $panel_of{$id} = $panel;
    $env->{'brew.toolbar'} = $panel;
    my $res = $self->app->($env);
    return $self->response_cb($res, sub {
        my ($res) = @_;
        my $type = Plack::Util::header_get($res->[1], 'Content-Type') || '';
        return unless $type =~ m{^text/html};
        return sub {
            my ($chunk) = @_;
            return unless defined $chunk;
            $chunk =~ s{(?=</body>)}{ (delete $panel_of{$id})->render }e;
            return $chunk;
        };
    });
}

package Brew::Toolbar::Panel;
use Time::HiRes qw(time);

sub new  { my ($class, %a) = @_; return bless { notes => [], %a }, $class }
sub note { my ($self, @pair) = @_; push @{ $self->{notes} }, \@pair; return $self }

sub render {
    my ($self) = @_;
    return sprintf '<div class="bar">#%d %s %.1f ms %s</div>', $self->{id}, $self->{path}, 1000 * (time - $self->{start}),
        join ' ', map { "$_->[0]=$_->[1]" } @{ $self->{notes} };
}

1;

package Theatre::Web;
use strict;
use warnings;
use Theatre::Timings;
use Theatre::Plays;

sub new {
    my ($class, %args) = @_;
    return bless {plays => Theatre::Plays->season($args{seasons})}, $class;
}

sub to_app { my ($self) = @_; return sub { $self->dispatch(@_) } }

sub dispatch {
    my ($self, $env) = @_;
    my (undef, $what, $id) = split m{/}, $env->{PATH_INFO};
    return $self->front($env) unless $what;
    my %page = (play => 'play', stage => 'stage', seats => 'seats');
    my $method = $page{$what} or return $self->missing($env);
    return $self->$method($env, $id);
}

sub front {
    my ($self, $env) = @_;
    my $list = Theatre::Timings->measure($env, plays => sub { join '', map {"<li>$_->{title}</li>"} $self->{plays}->all });
    return $self->html($env, 200, "<ul>$list</ul>");
}

sub play {
    my ($self, $env, $id) = @_;
    my $play = Theatre::Timings->measure($env, find => sub { $self->{plays}->find($id) })
        or return $self->missing($env);
    my $cast = Theatre::Timings->measure($env, cast => sub { join ', ', @{$play->{cast}} });
    return $self->html($env, 200, "<h1>$play->{title}</h1><p>$cast</p>");
}

sub stage {
    my ($self, $env, $id) = @_;
    my @plays = Theatre::Timings->measure($env, stage => sub { $self->{plays}->on_stage($id) });
    return $self->html($env, 200, join '', map {"<p>$_->{title}</p>"} @plays);
}

sub seats {
    my ($self, $env, $id) = @_;
    my $free = Theatre::Timings->measure($env, seats => sub { $self->{plays}->free($id) });
    Theatre::Timings->measure($env, rows => sub { map { $_ * 3 } 1 .. 5 });
    return [200, ['Content-Type' => 'text/plain'], ["free=$free\n"]];
}

sub missing { my ($self, $env) = @_; return [404, ['Content-Type' => 'text/plain'], ["not in the programme\n"]] }

sub html {
    my ($self, $env, $code, $body) = @_;
    my $page = Theatre::Timings->measure($env, layout => sub {"<html><body>$body</body></html>"});
    return [$code, ['Content-Type' => 'text/html'], [$page]];
}

1;

package OpenData::App;
use strict;
use warnings;
use Plack::Request;
use OpenData::Stations;

sub new {
    my ($class, %args) = @_;
    return bless {stations => OpenData::Stations->new($args{stations})}, $class;
}

sub to_app {
    my ($self) = @_;
    return sub { $self->call(shift) };
}

sub call {
    my ($self, $env) = @_;
    my $request = Plack::Request->new($env);
    my $path    = $request->path_info;
    return $self->_list($request) if $path eq '/stations';
    return $self->_level($request, $1) if $path =~ m{^/level/(\d+)$};
    return $self->_reply(404, 'no such page');
}

sub _list {
    my ($self, $request) = @_;
    return $self->_reply(200, join "\n", $self->{stations}->names);
}

sub _level {
    my ($self, $request, $number) = @_;
    my $level = $self->{stations}->level($number) // return $self->_reply(404, 'no such station');
    return $self->_reply(200, sprintf '%.1f dB', $level);
}

sub _reply {
    my ($self, $code, $text) = @_;
    return [$code, ['Content-Type' => 'text/plain', 'Content-Length' => length $text], [$text]];
}

1;

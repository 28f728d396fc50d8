package Weather::Gateway;
use strict;
use warnings;
use Future::AsyncAwait;
use Future;

sub new { my ($class, %arg) = @_; return bless { %arg, running => {}, serial => 0, ok => 0, late => 0 }, $class }

sub request {
    my ($self) = @_;
    my $id      = ++$self->{serial};
    my $running = $self->{running};
    my $future  = $running->{$id} = $self->_serve($id);
    delete $running->{$id} if $future->is_ready;
    $future->on_ready(sub { delete $running->{$id} });
    return;
}

async sub _serve {
    my ($self, $id) = @_;
    my $station = $self->{stations}[rand @{ $self->{stations} }];
    my $request = { id => $id, station => $station->name, header => { map { ("x-$_" => $id * $_) } 1 .. 6 } };
    my $value   = await Future->wait_any($station->ask, $self->{loop}->timeout_future(after => 0.15)->else(sub { Future->done(undef) }));
    $value ? $self->{ok}++ : $self->{late}++;
    $request->{answer} = $value;
    return $request;
}

sub text {
    my $self = shift;
    return sprintf '%d requests, %d answered, %d late, %d running', @$self{qw(serial ok late)}, scalar keys %{ $self->{running} };
}

1;

package Firmware::Web;
use Moo;
use Plack::Request;
use Firmware::Check;
use Firmware::Reports;

has channels => (is => 'ro', required => 1);
has reports  => (is => 'lazy');

sub _build_reports { Firmware::Reports->new(keep => 50) }

sub to_app {
    my $self = shift;
    return sub { $self->dispatch(Plack::Request->new(shift)) };
}

sub dispatch {
    my ($self, $req) = @_;
    my (undef, $action, $meter) = split m{/}, $req->path_info;
    return $self->text(404, 'no such page') unless $meter;
    if ($action eq 'status') {
        my $check = Firmware::Check->new(meter => $meter, channels => $self->channels);
        return $self->text(200, $check->advice($req->param('have')));
    }
    if ($action eq 'report') {
        $self->reports->add($meter, $req->param('result'));
        return $self->text(202, 'thank you');
    }
    return $self->text(404, 'no such page');
}

sub text {
    my ($self, $code, $text) = @_;
    return [$code, ['Content-Type' => 'text/plain', 'Content-Length' => length $text], [$text]];
}

1;

package Library::Web;
use strict;
use warnings;
use Plack::Request;
use Plack::Response;
use Library::Sessions;

my $sessions = Library::Sessions->new;

sub new      { return bless {}, shift }
sub sessions { return $sessions->count }

sub to_app {
    my $self = shift;
    return sub {
        my $req = Plack::Request->new(shift);
        $sessions->expire;
        return $self->answer($req)->finalize;
    };
}

sub answer {
    my ($self, $req) = @_;
    my (undef, $what, $arg) = split m{/}, $req->path_info;
    my $id      = $req->cookies->{sid};
    my $session = $id && $sessions->find($id);
    my $res     = Plack::Response->new(200, {'Content-Type' => 'text/plain'});
    if ($what eq 'login') {
        my $new = $sessions->create($arg);
        $res->headers->header('Set-Cookie' => "sid=$new; path=/");
        $res->body("welcome $arg");
    }
    elsif (!$session)         { $res->redirect('/login') }
    elsif ($what eq 'logout') { $sessions->remove($id); $res->body('goodbye') }
    else {
        my $seen = $session->{seen};
        push @$seen, $arg;
        shift @$seen if @$seen > 8;
        $res->body("shelf $arg; before that you looked at @$seen");
    }
    return $res;
}

1;

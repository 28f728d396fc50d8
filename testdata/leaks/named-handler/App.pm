package App::Api;
use strict;
use warnings;
use lib __FILE__ =~ s{[^/]+/App\.pm$}{modules}r;
use Wrap::Hub;

sub new { my ($class, %args) = @_; return bless {%args}, $class }

sub prepare {
    my $self = shift;
    my $hub  = $self->{hub};
    $hub->subscribe(
        prepare => \&sign,
        host    => 'api.example.com',
    );
    return;
}

sub sign { my ($hub, $message) = @_; return "signed $message" }

package App;
my $hub = Wrap::Hub->new;

sub work {
    my ($class, $n) = @_;
    App::Api->new(hub => $hub, token => "t$n")->prepare;
    return;
}

1;

package App::Stamp;
use strict;
use warnings;
use lib __FILE__ =~ s{[^/]+/App\.pm$}{modules}r;
use Wrap::Component;
our @ISA = ('Wrap::Component');

sub call {
    my ($self, $env) = @_;
    my $res = $self->{app}->($env);
    return [ @$res, $self->{generation} ];
}

package App::Reloader;

sub new {
    my ($class, %args) = @_;
    return bless { app => $args{app}, generation => 0 }, $class;
}

sub reload {
    my ($self, $config) = @_;
    my $generation = ++$self->{generation};

    # around the application of before, not around the one at the start
    $self->{app} = App::Stamp->wrap(
        $self->{app},
        config     => {%$config},
        generation => $generation,
    );
    return $self;
}

package App;
my $site = App::Reloader->new(app => sub { [200] });

sub work { my ($class, $n) = @_; $site->reload({ file => "site$n.conf", lang => 'en' }); return }

1;

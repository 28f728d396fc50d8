package ShortLinks::App;
use strict;
use warnings;
use Plack::Request;

sub new {
    my ($class, %arg) = @_;
    return bless { links => $arg{links}, hits => {} }, $class;
}

sub codes { sort keys %{ $_[0]{links} } }

sub to_app {
    my ($self) = @_;
    return sub { $self->handle(shift) };
}

sub handle {
    my ($self, $env) = @_;
    my $req  = Plack::Request->new($env);
    my ($code) = $req->path_info =~ m{^/(\w+)$};
    my $log  = $env->{'psgix.logger'};

    my $target = defined $code ? $self->{links}{$code} : undef;
    if (!$target) {
        $log->({ level => 'warn', message => 'unknown code ' . ($code // '') }) if $log;
        return [ 404, [ 'Content-Type' => 'text/plain' ], ['no such link'] ];
    }
    $self->{hits}{$code}++;
    $log->({ level => 'debug', message => "$code -> $target" }) if $log;
    return [ 302, [ Location => $target ], [] ];
}

1;

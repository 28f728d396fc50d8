package Cinema::Sessions;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {of => {}, ended => 0, swept => 0, %args}, $class;
}

sub attach {
    my ($self, $env) = @_;
    my $now = $self->{clock}->();
    $self->_sweep($now) if $now - $self->{swept} >= $self->{sweep_every};
    my ($id) = ($env->{HTTP_COOKIE} // '') =~ /visitor=(\w+)/;
    $id //= 'guest';
    my $session = $self->{of}{$id};
    if (!$session || $session->{until} < $now) {
        $session = $self->{of}{$id} = {since => $now, chosen => [], clicks => 0};
    }
    $session->{until} = $now + $self->{lifetime};
    $session->{clicks}++;
    $env->{'cinema.session'} = $session;
    return $session;
}

sub _sweep {
    my ($self, $now) = @_;
    my @old = grep { $self->{of}{$_}{until} < $now } keys %{$self->{of}};
    delete @{$self->{of}}{@old};
    $self->{ended} += @old;
    $self->{swept} = $now;
    return;
}

sub open  { return scalar keys %{$_[0]{of}} }
sub ended { $_[0]{ended} }

1;

package Watch::Object;
use strict;
use warnings;
use Scalar::Util qw(weaken);

sub new {
    my ($class, %arg) = @_;
    return bless {%arg}, $class;
}

sub name  { $_[0]{host_name} }
sub group { $_[0]{group} }

package Watch::Host;
our @ISA = ('Watch::Object');

sub services { return @{ $_[0]{services} || [] } }

sub add_service {
    my ($self, $service) = @_;
    push @{ $self->{services} }, $service;
    $service->set_host($self);
    return $service;
}

package Watch::Service;
our @ISA = ('Watch::Object');

# the host owns its services, so they know it by a weak reference
sub set_host {
    my ($self, $host) = @_;
    Scalar::Util::weaken($host);
    $self->{host} = $host;
    return $self;
}

sub host  { $_[0]{host} }
sub title { my $self = shift; return join '/', $self->host->name, $self->{service} }

1;

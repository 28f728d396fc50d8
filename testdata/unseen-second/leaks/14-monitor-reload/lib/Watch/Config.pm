package Watch::Config;
use strict;
use warnings;
use Scalar::Util qw(weaken);
use Watch::Object;

sub parse {
    my ($class, $text) = @_;
    my $self = bless {hosts => {}, groups => {}}, $class;
    while ($text =~ /define (\w+) \{\n(.*?)\}/gs) {
        my ($what, $body) = ($1, $2);
        my %attribute = $body =~ /^\s*(\w+) (\S+)$/gm;
        if ($what eq 'host') {
            my $host = Watch::Host->new(%attribute);
            $self->{hosts}{ $host->name } = $host;
            push @{ $self->{groups}{ $host->group } }, $host;
            weaken($self->{groups}{ $host->group }[-1]);
        }
        else {
            my $host = $self->{hosts}{ $attribute{host_name} } or die "no host $attribute{host_name}\n";
            $host->add_service(Watch::Service->new(%attribute));
        }
    }
    return $self;
}

sub hosts { my $self = shift; return map { $self->{hosts}{$_} } sort keys %{ $self->{hosts} } }

sub group { my ($self, $name) = @_; return grep {defined} @{ $self->{groups}{$name} || [] } }

1;

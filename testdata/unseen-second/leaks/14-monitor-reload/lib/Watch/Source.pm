package Watch::Source;
use strict;
use warnings;

# the text of the configuration, as somebody edits it

my @services = qw(ping ssh http disk load ntp smtp dns);

sub new {
    my ($class, %arg) = @_;
    my $self = bless {host => {}, next => 1}, $class;
    $self->new_host for 1 .. $arg{hosts};
    return $self;
}

sub new_host {
    my $self = shift;
    my $name = 'host' . $self->{next}++;
    $self->{host}{$name} = {group => (qw(web mail db))[rand 3], services => [grep { rand() < 0.6 } @services]};
    return $name;
}

sub somebody_edits {
    my $self  = shift;
    my @names = sort keys %{ $self->{host} };
    delete $self->{host}{ $names[rand @names] };
    return $self->new_host;
}

sub text {
    my $self = shift;
    my $text = '';
    for my $name (sort keys %{ $self->{host} }) {
        my $host = $self->{host}{$name};
        $text .= "define host {\n  host_name $name\n  group $host->{group}\n}\n";
        $text .= "define service {\n  host_name $name\n  service $_\n  warn " . (70 + length) . "\n}\n" for @{ $host->{services} };
    }
    return $text;
}

1;

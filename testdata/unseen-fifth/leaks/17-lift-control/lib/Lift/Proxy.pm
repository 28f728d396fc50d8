package Lift::Proxy;
use strict;
use warnings;
use Carp qw(croak);

our $AUTOLOAD;

sub new { my ($class, $bus) = @_; return bless { bus => $bus, calls => 0 }, $class }

sub calls { return $_[0]{calls} }

# $proxy->lift_7_state becomes the path lift/7/state.  The method is installed,
# so that the name is parsed only once.
sub AUTOLOAD {
    my $name = $AUTOLOAD =~ s/.*:://r;
    return if $name eq 'DESTROY';
    $name =~ /\A([a-z]+)_(\d+)_([a-z]+)\z/ or croak "no method $name";
    my $path = join '/', $1, $2, $3;
    my $code = sub {
        my ($self, @args) = @_;
        $self->{calls}++;
        return $self->{bus}->send($path, @args);
    };
    {
        no strict 'refs';
        *{$AUTOLOAD} = $code;
    }
    goto &$code;
}

1;

package Broker::Pool;
use strict;
use warnings;
use AnyEvent::Handle;
use Scalar::Util qw(weaken refaddr);

# Connections are opened when there is no free one, up to the limit; further
# requests wait for a connection to come back.
sub new {
    my ($class, %arg) = @_;
    return bless { %arg, free => [], busy => {}, all => 0, waiting => [] }, $class;
}

sub made { $_[0]{all} }

sub request {
    my ($self, $line, $cb) = @_;
    push @{ $self->{waiting} }, [ $line, $cb ];
    $self->_serve;
    return;
}

sub _serve {
    my ($self) = @_;
    while (@{ $self->{waiting} }) {
        my $h = pop @{ $self->{free} };
        $h //= $self->_connect if $self->{all} < $self->{max};
        return unless $h;
        my ($line, $cb) = @{ shift @{ $self->{waiting} } };
        $self->{busy}{ refaddr $h } = $h;
        weaken(my $weak = $self);
        $h->push_write("$line\n");
        $h->push_read(line => sub {
            my ($hd, $answer) = @_;
            push @{ $weak->{free} }, delete $weak->{busy}{ refaddr $hd };
            $cb->($answer);
            $weak->_serve;
        });
    }
    return;
}

sub _connect {
    my ($self) = @_;
    $self->{all}++;
    weaken(my $weak = $self);
    return AnyEvent::Handle->new(
        connect  => [ $self->{host}, $self->{port} ],
        on_error => sub { $weak->{all}--; $_[0]->destroy },
    );
}

1;

package Floor::Trader;
use strict;
use warnings;
use AnyEvent::Handle;
use Scalar::Util qw(weaken);

sub new {
    my ($class, %args) = @_;
    my $self = bless {name => $args{name}, number => $args{number}, heard => 0}, $class;
    weaken(my $weak = $self);
    $self->{handle} = AnyEvent::Handle->new(
        connect  => ['127.0.0.1', $args{port}],
        on_error => sub { $weak->leave if $weak },
        on_read  => sub { my $handle = shift; $weak->{heard} += $handle->{rbuf} =~ tr/\n//; $handle->{rbuf} = '' },
    );
    $self->{handle}->push_write("name $args{name}\n");
    return $self;
}

sub number { $_[0]{number} }
sub order { my ($self, @order) = @_; $self->{handle}->push_write("order @order\n") if $self->{handle}; return }
sub leave { my $self = shift; (delete $self->{handle})->destroy if $self->{handle}; return }

1;

package App::Widget;
use strict;
use warnings;
use Scalar::Util qw(weaken);

sub new      { my ($class, %args) = @_; return bless {%args, handlers => [] }, $class }
sub n        { return $_[0]{n} }
sub on_click { my $self = shift; $self->{on_click} = shift if @_; return $self->{on_click} }

sub prepare {
    my $self = shift;
    $self->on_click(sub {
        my $event = shift;
        return $self->n + $event;
    });
    weaken(my $weak = $self);
    push @{ $self->{handlers} }, sub {
        return $weak && $weak->n;
    };
    return $self;
}

package App;

sub work { my ($class, $n) = @_; return App::Widget->new(n => $n)->prepare->on_click->(1) }

1;

package Rates::Client;
use 5.020;
use warnings;
use Scalar::Util qw(weaken);
use Rates::Reply;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, waiting => 0}, $class;
    return $self;
}

sub rate  { my ($self, $currency, $cb) = @_; return $self->ask("RATE $currency", $cb) }
sub table { my ($self, $area,     $cb) = @_; return $self->ask("TABLE $area",    $cb) }
sub waiting { return $_[0]{waiting} }

sub ask {
    my ($self, $question, $cb) = @_;
    weaken(my $weak = $self);
    $self->{waiting}++;
    $self->{handle}->push_write("$question\n");
    Rates::Reply::read_reply($self->{handle}, sub {
        $weak->{waiting}-- if $weak;
        $cb->(@_);
    });
    return;
}

1;

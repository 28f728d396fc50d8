package Orders::App;
use strict;
use warnings;
use feature 'state';
use parent 'Plack::Component';
use Plack::Request;
use Plack::Util::Accessor qw(stock seen);
use JSON::PP qw(decode_json);
use Scalar::Util qw(blessed);
use Orders::Error;

sub prepare_app {
    my ($self) = @_;
    $self->stock({ map { ("S$_" => { sku => "S$_", free => 100_000 }) } 0 .. 299 });
    $self->seen([]);
    return;
}

sub call {
    my ($self, $env) = @_;
    my $request = Plack::Request->new($env);
    my $answer  = eval { $self->take(decode_json($request->content)) };
    return [200, ['Content-Type' => 'text/plain'], [$answer]] if defined $answer;
    my $error = $@;
    my $times = $self->remember($error);
    return [422, ['Content-Type' => 'text/plain'], ["$error (no. $times)\n"]];
}

# equal errors are counted, the last one is kept for the developers
sub remember {
    my ($self, $error) = @_;
    state %errors;
    my $entry = $errors{"$error"} ||= { times => 0 };
    $entry->{times}++;
    $entry->{last} = $error;
    return $entry->{times};
}

sub take {
    my ($self, $order) = @_;
    my $number = $order->{number};
    Orders::Error->throw("order $number has no customer") unless defined $order->{customer};
    $self->reserve($order, $_) for @{ $order->{lines} };
    push @{ $self->seen }, { number => $number, lines => scalar @{ $order->{lines} } };
    shift @{ $self->seen } if @{ $self->seen } > 100;
    return "order $number taken\n";
}

sub reserve {
    my ($self, $order, $line) = @_;
    Orders::Error->throw("order $order->{number}: bad count of $line->{sku}") if $line->{count} < 1;
    $self->stock->{ $line->{sku} }{free} -= $line->{count};
    return;
}

1;

package Floor::Server;
use strict;
use warnings;
use AnyEvent::Handle;
use AnyEvent::Socket;
use Scalar::Util qw(weaken);
use Floor::Book;
use Floor::Seat;

sub new {
    my ($class, %args) = @_;
    my $self = bless {seats => {}, serial => 0, orders => 0, tape => [], length => $args{tape}}, $class;
    $self->{books} = {map { ("S$_" => Floor::Book->new(symbol => "S$_")) } 0 .. $args{symbols} - 1};
    weaken(my $weak = $self);
    $self->{guard} = tcp_server '127.0.0.1', undef, sub { $weak->seat(@_) }, sub { $weak->{port} = $_[2]; return };
    return $self;
}

sub port { $_[0]{port} }

sub seat {
    my ($self, $handle, $host, $port) = @_;
    my $id   = ++$self->{serial};
    my $seat = Floor::Seat->new(id => $id, server => $self, fh => $handle, from => "$host:$port");
    $self->{seats}{$id} = $seat;
    return;
}

sub unseat { my ($self, $id) = @_; delete $self->{seats}{$id}; return }

sub order {
    my ($self, $seat, $symbol, $side, $price) = @_;
    my $book = $self->{books}{$symbol} or return $seat->tell("no such symbol $symbol");
    $self->{orders}++;
    for my $trade ($book->add({side => $side, price => $price, by => $seat->id})) {
        push @{ $self->{tape} }, $trade;
        shift @{ $self->{tape} } while @{ $self->{tape} } > $self->{length};
        for my $id (@$trade{qw(buyer seller)}) {
            my $there = $self->{seats}{$id} or next;
            $there->traded($trade);
        }
    }
    return;
}

sub summary {
    my $self = shift;
    return sprintf '%d on the floor of %d ever, %d orders, tape %d', scalar keys %{ $self->{seats} }, $self->{serial}, $self->{orders}, scalar @{ $self->{tape} };
}

1;

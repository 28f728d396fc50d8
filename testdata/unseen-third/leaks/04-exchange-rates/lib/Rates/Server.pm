package Rates::Server;
use 5.020;
use warnings;
use Socket;
use AnyEvent::Handle;
use AnyEvent::Util ();

my %rate = (CHF => 0.97, DKK => 7.45, SEK => 11.4, NOK => 11.7, PLN => 4.3, CZK => 24.9);
my %area = (north => [qw(DKK SEK NOK)], east => [qw(PLN CZK)], all => [sort keys %rate]);

sub pair {
    socketpair(my $one, my $two, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die "socketpair: $!";
    return map { AnyEvent::Util::fh_nonblocking($_, 1); AnyEvent::Handle->new(fh => $_, on_error => sub { $_[0]->destroy }) } $one, $two;
}

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg}, $class;
    $self->{handle}->on_read(sub {
        my $handle = shift;
        $handle->push_read(line => sub { $_[0]->push_write(answer($_[1])) });
    });
    return $self;
}

# one rate: "+4.3"; a table: "*2" and as many lines
sub answer {
    my ($command, $name) = split ' ', shift;
    return sprintf "+%.2f\n", $rate{$name} + rand(0.1) if $command eq 'RATE';
    my $list = $area{$name} or return "-unknown area\n";
    return join '', '*' . @$list . "\n", map { sprintf "%s %.2f\n", $_, $rate{$_} + rand(0.1) } @$list;
}

1;

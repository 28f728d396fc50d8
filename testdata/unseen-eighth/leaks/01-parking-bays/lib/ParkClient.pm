package ParkClient;
use strict;
use warnings;
use AnyEvent::Socket;
use AnyEvent::Handle;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg}, $class;
}

sub connect {
    my ($self, $ready) = @_;
    tcp_connect $self->{host}, $self->{port}, sub {
        my ($fh) = @_ or die "cannot reach bay controller: $!";
        $self->{handle} = AnyEvent::Handle->new(
            fh       => $fh,
            on_error => sub { warn "bay controller: $_[2]\n" },
        );
        $ready->();
    };
}

sub fetch_bays {
    my ($self, $park, $cb) = @_;
    $self->{handle}->push_write("BAYS $park\r\n");
    $self->_read_list(
        sub {
            my ($items) = @_;
            my %bays = @$items;
            $cb->(\%bays);
        }
    );
}

# A list reply is "*<count>" followed by that many lines.  The replies come
# in pieces, so the reader asks for one line after the other.
sub _read_list {
    my ($self, $cb) = @_;
    my $hd = $self->{handle};
    $hd->push_read(
        line => sub {
            my (undef, $head) = @_;
            my ($left) = $head =~ /^\*(\d+)/ or die "bad reply: $head";
            my @items;
            my $reader;
            $reader = sub {
                my ($h, $line) = @_;
                push @items, $line;
                if (--$left) {
                    $h->push_read(line => $reader);
                }
                else {
                    $cb->(\@items);
                }
            };
            $hd->push_read(line => $reader);
        }
    );
}

1;

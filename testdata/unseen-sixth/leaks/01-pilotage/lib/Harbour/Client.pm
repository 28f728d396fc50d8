package Harbour::Client;
use strict;
use warnings;

use AnyEvent;
use AnyEvent::Handle;
use Carp qw(croak);

=head1 NAME

Harbour::Client - port authority protocol, client side

Replies are C<+text>, C<-error> or C<*N> followed by N lines.

=cut

sub new {
    my ($class, %args) = @_;
    my $fh = delete $args{fh} or croak 'fh missing';
    my $self = bless { asked => 0, %args }, $class;
    $self->{handle} = AnyEvent::Handle->new(
        fh       => $fh,
        on_error => sub {
            my ($hd, $fatal, $msg) = @_;
            $hd->destroy;
            die "link lost: $msg\n";
        },
    );
    return $self;
}

# returns a condvar; ->recv gives the reply
sub ask {
    my ($self, $command) = @_;
    my $cv = AnyEvent->condvar;
    $self->{asked}++;
    $self->{handle}->push_write("$command\015\012");
    $self->_read_reply(
        sub { $cv->send($_[0]) },
        sub { $cv->croak($_[0]) },
    );
    return $cv;
}

sub _read_reply {
    my ($self, $done, $failed) = @_;
    $self->{handle}->push_read(line => sub {
        my ($hd, $line) = @_;
        my $type = substr $line, 0, 1, '';
        if ($type eq '+') {
            $done->($line);
        }
        elsif ($type eq '-') {
            $failed->("refused: $line\n");
        }
        elsif ($type eq '*') {
            my $remaining = $line;
            return $done->([]) unless $remaining;
            my @rows;
            my $reader;
            $reader = sub {
                my ($h, $row) = @_;
                push @rows, $self->_decode($row);
                if (--$remaining) {
                    $h->push_read(line => $reader);
                }
                else {
                    $done->(\@rows);
                }
            };
            $hd->push_read(line => $reader);
        }
        else {
            $failed->("protocol error at '$type$line'\n");
        }
    });
}

sub _decode {
    my ($self, $row) = @_;
    my %arrival;
    @arrival{qw(ship draught eta)} = split /\s+/, $row;
    return \%arrival;
}

sub asked { $_[0]{asked} }

1;

package Ships::Receiver;
use strict;
use warnings;
use AnyEvent::Handle;
use Ships::Sentence;

sub new {
    my ($class, %args) = @_;
    my $self = bless {reports => 0}, $class;
    $self->{handle} = AnyEvent::Handle->new(
        fh       => $args{fh},
        rbuf_max => 65536,
        on_error => sub { my ($h, $fatal, $message) = @_; $h->destroy if $fatal },
    );
    return $self;
}

sub next_report {
    my ($self, $cb) = @_;
    $self->{handle}->push_read(line => sub {
        my ($handle, $line) = @_;
        my ($count) = $line =~ /^\*(\d+)$/;
        return $cb->(undef) unless $count;
        $self->{reports}++;
        $self->_read_sentences($handle, $count, $cb);
    });
    return;
}

sub _read_sentences {
    my ($self, $handle, $count, $cb) = @_;
    my @sentences;
    my $reader;
    $reader = sub {
        my ($h, $line) = @_;
        push @sentences, Ships::Sentence->parse($line);
        if (@sentences < $count) {
            $h->push_read(line => $reader);
            return;
        }
        $cb->($self->_assemble(\@sentences));
    };
    $handle->push_read(line => $reader);
    return;
}

sub _assemble {
    my ($self, $sentences) = @_;
    my %report = (number => $self->{reports});
    for my $sentence (@$sentences) {
        $report{ship} //= $sentence->ship;
        $report{lc $sentence->kind} = $sentence->value;
    }
    return \%report;
}

sub close {
    my ($self) = @_;
    $self->{handle}->destroy;
}

1;

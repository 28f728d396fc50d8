package Label::Printer;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;

# a label printer on the network: one line a label, answers, hangs up

has busy => 0;
has port => undef;
has jobs => sub { [] };

sub start ($self) {
    my $id = Mojo::IOLoop->server({address => '127.0.0.1'} => sub ($loop, $stream, $id) {
        my $line = '';
        $stream->on(read => sub ($stream, $bytes) {
            $line .= $bytes;
            return unless $line =~ s/\A([^\n]*)\n//;
            my $label = $1;
            my $reply = rand() < $self->busy ? "BUSY\n" : 'DONE ' . $self->accept($label) . "\n";
            $stream->write($reply => sub ($stream) { $stream->close_gracefully });
        });
    });
    return $self->port(Mojo::IOLoop->acceptor($id)->port);
}

# the display shows the last twenty
sub accept ($self, $label) {
    state $number = 0;
    my $jobs = $self->jobs;
    push @$jobs, {number => ++$number, label => $label};
    shift @$jobs if @$jobs > 20;
    return $number;
}

1;

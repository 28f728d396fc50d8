package Lab::Process;
use Moo;
use POSIX ();
use Lab::Session;

has code     => (is => 'ro', required => 1);
has session  => (is => 'lazy', builder => sub { Lab::Session->instance });
has pid      => (is => 'rw');
has status   => (is => 'rw');
has handlers => (is => 'ro', default => sub { {} });
has output   => (is => 'rw', default => '');
has reader   => (is => 'rw', clearer => 1);

sub on { my ($self, $event, $code) = @_; push @{ $self->handlers->{$event} }, $code; return $self }

sub start {
    my $self = shift;
    pipe my $read, my $write or die "pipe: $!";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        close $read;
        syswrite $write, $self->code->() . "\n";
        POSIX::_exit(0);
    }
    close $write;
    $self->reader($read);
    $self->pid($pid);
    return $self->session->register($pid, $self);
}

sub stopped {
    my ($self, $status) = @_;
    my $reader = $self->reader;
    local $/;
    $self->output(scalar <$reader> // '');
    $self->clear_reader;
    $self->status($status);
    my $handlers = delete $self->handlers->{stop} || [];
    $_->($self) for @$handlers;
    return;
}

1;

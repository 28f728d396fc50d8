package Lock::Journal;
use strict;
use warnings;
use IO::Handle;

# The journal is written to a file in memory, so that the same code can write
# to a disk; when there is enough, it is sent and the file is emptied.

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, entries => 0, messages => 0, text => '', crc => 0}, $class;
    open my $fh, '>', \$self->{text} or die "cannot write to memory: $!";
    $self->{fh} = $fh;
    $fh->autoflush(1);
    $self->{begin} = tell $fh;
    return $self;
}

sub entry {
    my ($self, $line) = @_;
    my $fh = $self->{fh};
    printf {$fh} "%06d %s\n", ++$self->{entries}, $line;
    $self->send if tell($fh) - $self->{begin} > $self->{send_at};
    return;
}

sub send {
    my $self = shift;
    my $message = substr $self->{text}, $self->{begin};
    $self->{crc} = ($self->{crc} + unpack '%32C*', $message) % 65_521;
    $self->{messages}++;
    $self->{text}  = '';
    $self->{begin} = tell $self->{fh};
    return;
}

sub entries  { return $_[0]{entries} }
sub messages { return $_[0]{messages} }

1;
